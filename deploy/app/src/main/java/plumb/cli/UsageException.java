package plumb.cli;

/** The command line is wrong. The message is one line: which option, what was found, what is allowed. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
