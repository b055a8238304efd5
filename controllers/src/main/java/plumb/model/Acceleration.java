package plumb.model;

/** The three accelerations of the pendulum, mutable and preallocated by its owner. Not thread-safe. */
public final class Acceleration {
    private double cart;
    private double link1;
    private double link2;

    /** Zero acceleration. */
    public Acceleration() {}

    /** Sets all components (m/s^2, rad/s^2, rad/s^2). */
    public void set(double cart, double link1, double link2) {
        this.cart = cart;
        this.link1 = link1;
        this.link2 = link2;
    }

    /** Acceleration of the cart, m/s^2. */
    public double cart() {
        return cart;
    }

    /** Angular acceleration of link 1, rad/s^2. */
    public double link1() {
        return link1;
    }

    /** Angular acceleration of link 2, rad/s^2. */
    public double link2() {
        return link2;
    }
}
