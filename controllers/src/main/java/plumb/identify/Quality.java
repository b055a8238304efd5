package plumb.identify;

/** What a fit is worth, by its residual. */
public enum Quality {
    /** The residual is what the sensors' noise leaves. */
    GOOD,
    /** The residual is more than noise, but little beside the motion. */
    FAIR,
    /** The residual shows that the model does not describe the motion. */
    POOR
}
