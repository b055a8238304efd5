package plumb.calibrate;

/** Where the links are while their encoders are read. */
public enum Placement {
    /** Both held straight up. */
    UPRIGHT,
    /** Both hanging at rest, the cart free to move. */
    HANGING
}
