package plumb.readiness;

/** A document is not a verdict that one may rely on. The message, a few words that follow the name of the document, says why. */
public final class RefusedVerdictException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedVerdictException(String reason) {
        super(reason);
    }
}
