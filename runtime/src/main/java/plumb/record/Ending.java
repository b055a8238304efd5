package plumb.record;

/** How a recording ends. The text is for people. */
public enum Ending {
    /** With its closing block. */
    CLOSED("complete"),
    /** Without: the process was killed, the power failed, or it is still running. What came before is whole. */
    CUT_OFF("cut off: it ends without its closing block, as after a kill or a power loss"),
    /** A further file of it is not there. */
    FILE_MISSING("incomplete: its next file is missing");

    private final String text;

    Ending(String text) {
        this.text = text;
    }

    /** What that means, for people. */
    public String text() {
        return text;
    }
}
