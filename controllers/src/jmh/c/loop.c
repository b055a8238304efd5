/*
 * The benchmark profile's closed loop in C: super-twisting and one Runge-Kutta step of the full plant per millisecond, from
 * a fan of starts, ten seconds each. What plumb simulate is compared with: it runs the same law and plant inside the
 * whole control loop. Prints steps per second of one core, the best of several rounds.
 */
#define main steps_main
#include "steps.c"
#undef main

int main(void) {
    enum { CYCLES = 10000, RUNS = 60, ROUNDS = 5 };
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double sum = 0, began = seconds();
        for (int run = 0; run < RUNS; run++) {
            struct state x = {0, 0.05 - 0.0005 * run, -0.03 + 0.001 * run, 0, 0, 0};
            z = 0;
            for (int cycle = 0; cycle < CYCLES; cycle++) x = stepped(&x, super_twisting(&x), PERIOD);
            if (!(fabs(x.angle1) < 0.02 && fabs(x.angle2) < 0.02)) {
                fprintf(stderr, "run %d did not settle: %g %g\n", run, x.angle1, x.angle2);
                return 1;
            }
            sum += x.position;
        }
        sink = sum;
        best = fmax(best, (double)RUNS * CYCLES / (seconds() - began));
    }
    printf("%.0f\n", best);
    return 0;
}
