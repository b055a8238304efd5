package plumb.closedloop;

/** Second-order Butterworth high-pass by the bilinear transform with prewarping. */
final class HighPass {
    private final double b;
    private final double a1;
    private final double a2;
    private double in1;
    private double in2;
    private double out1;
    private double out2;

    HighPass(double cutoffHertz, double period) {
        double k = StrictMath.tan(Math.PI * cutoffHertz * period);
        double scale = 1 / (1 + Math.sqrt(2) * k + k * k);
        b = scale;
        a1 = 2 * (k * k - 1) * scale;
        a2 = (1 - Math.sqrt(2) * k + k * k) * scale;
    }

    double filter(double in) {
        double out = b * (in - 2 * in1 + in2) - a1 * out1 - a2 * out2;
        in2 = in1;
        in1 = in;
        out2 = out1;
        out1 = out;
        return out;
    }
}
