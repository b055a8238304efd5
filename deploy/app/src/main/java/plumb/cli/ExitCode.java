package plumb.cli;

/** Exit codes of every command. */
final class ExitCode {
    /** Done and good. */
    static final int OK = 0;

    /** Ran, but the verdict is no. */
    static final int NO = 1;

    /** The command line or the configuration is wrong. */
    static final int USAGE = 2;

    /** The rig, the broker or the operating system is at fault. */
    static final int FAULT = 3;

    private ExitCode() {}
}
