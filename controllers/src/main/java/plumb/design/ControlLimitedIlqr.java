package plumb.design;

/**
 * Control-limited iterative linear-quadratic regulator for one bounded command: improves a whole trajectory of the nonlinear
 * plant by alternating a backward pass of quadratic models with a simulated forward pass. Design time; one thread;
 * deterministic.
 *
 * <p>The bound is part of the backward pass: where the best command lies beyond it, the command is the bound and the
 * feedback is zero. Source: Y. Tassa, N. Mansard, E. Todorov, Control-Limited Differential Dynamic Programming, ICRA 2014;
 * regularisation as in Y. Tassa, T. Erez, E. Todorov, IROS 2012.
 */
final class ControlLimitedIlqr {
    private static final int N = DrivenGrid.STATES;
    private static final double LEAST_REGULARISATION = 1e-6;
    private static final double GREATEST_REGULARISATION = 1e8;
    private static final double FACTOR = 1.6;
    private static final int HALVINGS = 10;
    private static final double LEAST_SHARE_OF_EXPECTED = 1e-2;

    private final DrivenGrid grid;
    private final SwingUpCost cost;
    private final double bound;
    private final int cells;

    private double[][] states;
    private double[] commands;
    private double[][] trialStates;
    private double[] trialCommands;
    private final double[][][] a;
    private final double[][] b;
    private final double[] openLoop;
    private final double[][] feedback;
    private double total;
    private double expectedLinear;
    private double expectedQuadratic;

    /**
     * A solver at a first guess.
     *
     * @param grid the plant
     * @param cost what is minimised
     * @param bound greatest |command|, N
     * @param start first state, seven numbers, not modified
     * @param guess commands, one per cell, not modified
     */
    ControlLimitedIlqr(DrivenGrid grid, SwingUpCost cost, double bound, double[] start, double[] guess) {
        this.grid = grid;
        this.cost = cost;
        this.bound = bound;
        this.cells = guess.length;
        this.states = new double[cells + 1][N];
        this.trialStates = new double[cells + 1][N];
        this.commands = new double[cells];
        this.trialCommands = new double[cells];
        this.a = new double[cells][N][N];
        this.b = new double[cells][N];
        this.openLoop = new double[cells];
        this.feedback = new double[cells][N];
        System.arraycopy(start, 0, states[0], 0, N);
        System.arraycopy(start, 0, trialStates[0], 0, N);
        for (int k = 0; k < cells; k++) {
            commands[k] = limited(guess[k]);
            total += cost.running(states[k], commands[k]);
            grid.advance(states[k], commands[k], states[k + 1]);
        }
        total += cost.end(states[cells]);
    }

    /**
     * Improves until nothing is gained any more.
     *
     * @param most iterations
     * @param tolerance relative gain below which it ends
     */
    void solve(int most, double tolerance) {
        double regularisation = 1;
        boolean fresh = true;
        for (int iteration = 0; iteration < most; iteration++) {
            if (fresh) {
                for (int k = 0; k < cells; k++) {
                    grid.linearise(states[k], commands[k], a[k], b[k]);
                }
            }
            fresh = backward(regularisation) && forward();
            if (fresh) {
                double before = total;
                accept();
                regularisation = Math.max(LEAST_REGULARISATION, regularisation / FACTOR);
                if (before - total < tolerance * total) {
                    return;
                }
            } else {
                regularisation *= FACTOR * FACTOR;
                if (regularisation > GREATEST_REGULARISATION) {
                    return;
                }
            }
        }
    }

    /** Cost of the trajectory. */
    double total() {
        return total;
    }

    /** Commands, one per cell, N; not a copy. */
    double[] commands() {
        return commands;
    }

    /** States, one more than commands; not a copy. */
    double[][] states() {
        return states;
    }

    private double limited(double command) {
        return Math.max(-bound, Math.min(bound, command));
    }

    /** Best command changes for the quadratic model; false where the model has no minimum. */
    private boolean backward(double regularisation) {
        double[] gradient = new double[N];
        double[][] curvature = new double[N][N];
        cost.addEnd(states[cells], gradient, curvature);
        expectedLinear = 0;
        expectedQuadratic = 0;
        double[] qx = new double[N];
        double[][] qxx = new double[N][N];
        double[] qux = new double[N];
        double[][] va = new double[N][N];
        for (int k = cells - 1; k >= 0; k--) {
            double qu = cost.byCommand(commands[k]);
            double quu = cost.curvatureByCommand();
            double bb = 0;
            for (int i = 0; i < N; i++) {
                qu += b[k][i] * gradient[i];
                bb += b[k][i] * b[k][i];
                double vb = 0;
                for (int j = 0; j < N; j++) {
                    vb += curvature[i][j] * b[k][j];
                }
                quu += b[k][i] * vb;
            }
            multiply(curvature, a[k], va);
            for (int j = 0; j < N; j++) {
                qx[j] = 0;
                double plain = 0;
                for (int i = 0; i < N; i++) {
                    qx[j] += a[k][i][j] * gradient[i];
                    plain += b[k][i] * va[i][j];
                }
                qux[j] = plain;
                for (int i = 0; i < N; i++) {
                    double sum = 0;
                    for (int m = 0; m < N; m++) {
                        sum += a[k][m][i] * va[m][j];
                    }
                    qxx[i][j] = sum;
                }
            }
            cost.addRunning(states[k], qx, qxx);

            double regularised = quu + regularisation * bb;
            if (!(regularised > 0)) {
                return false;
            }
            double change = -qu / regularised;
            double to = limited(commands[k] + change);
            boolean free = to == commands[k] + change;
            openLoop[k] = to - commands[k];
            for (int j = 0; j < N; j++) {
                double ba = 0;
                for (int i = 0; i < N; i++) {
                    ba += b[k][i] * a[k][i][j];
                }
                feedback[k][j] = free ? -(qux[j] + regularisation * ba) / regularised : 0;
            }
            expectedLinear += openLoop[k] * qu;
            expectedQuadratic += 0.5 * openLoop[k] * openLoop[k] * quu;
            for (int i = 0; i < N; i++) {
                gradient[i] = qx[i] + feedback[k][i] * (quu * openLoop[k] + qu) + qux[i] * openLoop[k];
                for (int j = 0; j <= i; j++) {
                    double value = 0.5 * (qxx[i][j] + qxx[j][i])
                            + feedback[k][i] * quu * feedback[k][j]
                            + feedback[k][i] * qux[j]
                            + qux[i] * feedback[k][j];
                    curvature[i][j] = value;
                    curvature[j][i] = value;
                }
            }
        }
        return true;
    }

    /** Simulates the changed commands, in ever smaller shares of the change; false where none is better. */
    private boolean forward() {
        double share = 1;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double trial = simulate(share);
            double expected = -(share * expectedLinear + share * share * expectedQuadratic);
            if (total - trial > LEAST_SHARE_OF_EXPECTED * expected && trial < total) {
                trialTotal = trial;
                return true;
            }
            share /= 2;
        }
        return false;
    }

    private double trialTotal;

    private double simulate(double share) {
        double sum = 0;
        for (int k = 0; k < cells; k++) {
            double command = commands[k] + share * openLoop[k];
            for (int i = 0; i < N; i++) {
                command += feedback[k][i] * (trialStates[k][i] - states[k][i]);
            }
            trialCommands[k] = limited(command);
            sum += cost.running(trialStates[k], trialCommands[k]);
            grid.advance(trialStates[k], trialCommands[k], trialStates[k + 1]);
        }
        return sum + cost.end(trialStates[cells]);
    }

    private void accept() {
        double[][] keptStates = states;
        states = trialStates;
        trialStates = keptStates;
        double[] keptCommands = commands;
        commands = trialCommands;
        trialCommands = keptCommands;
        total = trialTotal;
    }

    private static void multiply(double[][] left, double[][] right, double[][] product) {
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                double sum = 0;
                for (int m = 0; m < N; m++) {
                    sum += left[i][m] * right[m][j];
                }
                product[i][j] = sum;
            }
        }
    }
}
