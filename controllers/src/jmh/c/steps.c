/*
 * The formulas of the control step and the plant in C, to compare the Java ones with. Built with gcc -O3; figures and
 * expected sums come from coefficients.h, which the Java side writes. Prints "name nanoseconds" for each formula and fails
 * when a sum differs from Java's by more than rounding.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

struct state { double position, angle1, angle2, velocity, rate1, rate2; };

#include "coefficients.h"

static const double H1 = M1 * A1 + M2 * L1, H2 = M2 * A2, H3 = M2 * L1 * A2;
static const double M11 = M0 + M1 + M2, M22 = I1 + M1 * A1 * A1 + M2 * L1 * L1, M33 = I2 + M2 * A2 * A2;

struct motion { double v, w1, w2; };

/* qdd = free + per_force u */
static inline void accelerate(const struct state *x, double force, struct motion *free, struct motion *per_force) {
    double sin1 = sin(x->angle1), cos1 = cos(x->angle1), sin2 = sin(x->angle2), cos2 = cos(x->angle2);
    double w1 = x->rate1, w2 = x->rate2;
    double h3sin12 = H3 * (sin1 * cos2 - cos1 * sin2);
    double r1 = force - B0 * x->velocity + H1 * sin1 * w1 * w1 + H2 * sin2 * w2 * w2;
    double r2 = H1 * G * sin1 - h3sin12 * w2 * w2 - (B1 + B2) * w1 + B2 * w2;
    double r3 = H2 * G * sin2 + h3sin12 * w1 * w1 + B2 * (w1 - w2);
    double m12 = H1 * cos1, m13 = H2 * cos2, m23 = H3 * (cos1 * cos2 + sin1 * sin2);
    double adj11 = M22 * M33 - m23 * m23, adj12 = m13 * m23 - m12 * M33, adj13 = m12 * m23 - m13 * M22;
    double adj22 = M11 * M33 - m13 * m13, adj23 = m12 * m13 - M11 * m23, adj33 = M11 * M22 - m12 * m12;
    double inverse = 1 / (M11 * adj11 + m12 * adj12 + m13 * adj13);
    free->v = (adj11 * r1 + adj12 * r2 + adj13 * r3) * inverse;
    free->w1 = (adj12 * r1 + adj22 * r2 + adj23 * r3) * inverse;
    free->w2 = (adj13 * r1 + adj23 * r2 + adj33 * r3) * inverse;
    if (per_force) {
        per_force->v = adj11 * inverse;
        per_force->w1 = adj12 * inverse;
        per_force->w2 = adj13 * inverse;
    }
}

static inline struct state shifted(const struct state *x, const struct state *d, double h) {
    return (struct state){x->position + h * d->position, x->angle1 + h * d->angle1, x->angle2 + h * d->angle2,
                          x->velocity + h * d->velocity, x->rate1 + h * d->rate1, x->rate2 + h * d->rate2};
}

static inline struct state slope(const struct state *x, double force) {
    struct motion a;
    accelerate(x, force, &a, NULL);
    return (struct state){x->velocity, x->rate1, x->rate2, a.v, a.w1, a.w2};
}

static inline struct state stepped(const struct state *x, double force, double h) {
    struct state k1 = slope(x, force);
    struct state y = shifted(x, &k1, h / 2);
    struct state k2 = slope(&y, force);
    y = shifted(x, &k2, h / 2);
    struct state k3 = slope(&y, force);
    y = shifted(x, &k3, h);
    struct state k4 = slope(&y, force);
    struct state sum = shifted(&k1, &k2, 2);
    sum = shifted(&sum, &k3, 2);
    sum = shifted(&sum, &k4, 1);
    return shifted(x, &sum, h / 6);
}

static double runge_kutta(const struct state *x, double force, double h) {
    struct state y = stepped(x, force, h);
    return y.angle1 + y.rate2;
}

/* ---- laws ---- */

static inline double clamp(double value, double limit) {
    if (isnan(value)) return 0;
    return value > limit ? limit : value < -limit ? -limit : value;
}

static inline double layer(double s, double width) { return clamp(s / width, 1); }

struct surface { double s, drift, gain; };

static inline bool evaluate(const struct state *x, struct surface *out) {
    struct motion free, per;
    accelerate(x, 0, &free, &per);
    double p = x->angle1, q = x->angle2, v = x->rate1, w = x->rate2;
    const double *c = CUBIC, *S = SURFACE;
    double c1 = p * (3 * c[0] * p + 2 * (c[1] * q + c[2] * v + c[3] * w)) + q * (c[4] * q + c[5] * v + c[6] * w)
                + v * (c[7] * v + c[8] * w) + c[9] * w * w;
    double c2 = p * (c[1] * p + 2 * c[4] * q + c[5] * v + c[6] * w) + q * (3 * c[10] * q + 2 * (c[11] * v + c[12] * w))
                + v * (c[13] * v + c[14] * w) + c[15] * w * w;
    double c3 = p * (c[2] * p + c[5] * q + 2 * c[7] * v + c[8] * w) + q * (c[11] * q + 2 * c[13] * v + c[14] * w)
                + v * (3 * c[16] * v + 2 * c[17] * w) + c[18] * w * w;
    double c4 = p * (c[3] * p + c[6] * q + c[8] * v + 2 * c[9] * w) + q * (c[12] * q + c[14] * v + 2 * c[15] * w)
                + v * (c[17] * v + 2 * c[18] * w) + 3 * c[19] * w * w;
    out->s = S[0] * x->position + S[1] * p + S[2] * q + S[3] * x->velocity + S[4] * v + S[5] * w
             + (p * c1 + q * c2 + v * c3 + w * c4) / 3;
    double by1 = S[1] + c1, by2 = S[2] + c2, by3 = S[4] + c3, by4 = S[5] + c4;
    out->drift = S[0] * x->velocity + by1 * v + by2 * w + S[3] * free.v + by3 * free.w1 + by4 * free.w2;
    out->gain = fmax(0.25, S[3] * per.v + by3 * per.w1 + by4 * per.w2);
    return isfinite(out->s + out->drift);
}

struct observer { double estimate, s, drift, gain, force; bool started; };

static inline double observe(struct observer *o, double s, double drift, double share, double bound) {
    if (o->started) {
        double measured = ((s - o->s) / PERIOD - 0.5 * (drift + o->drift)) / o->gain - o->force;
        o->estimate = clamp(o->estimate + share * (measured - o->estimate), bound);
    }
    return o->estimate;
}

static inline void commanded(struct observer *o, double s, double drift, double gain, double force) {
    *o = (struct observer){o->estimate, s, drift, gain, force, true};
}

static inline void adapt(double *k, double s, double taper, double zone, double gamma, double leak, double least,
                         double greatest, double rate_limit) {
    double size = fabs(s);
    double rate = size > zone ? gamma * size * taper : -leak * (*k - least);
    double next = *k + PERIOD * clamp(rate, rate_limit);
    *k = next > greatest ? greatest : next < least ? least : next;
}

static struct observer observer;
static double z, k;

static double classical(const struct state *x) {
    struct surface m;
    if (!evaluate(x, &m)) return 0;
    double wanted = -(m.drift + CLASSICAL_GAIN * layer(m.s, CLASSICAL_LAYER) + DAMPING * m.s) / m.gain;
    double force = clamp(wanted - observe(&observer, m.s, m.drift, OBSERVER, OBSERVER_BOUND), LIMIT);
    commanded(&observer, m.s, m.drift, m.gain, force);
    return force;
}

static double super_twisting(const struct state *x) {
    struct surface m;
    if (!evaluate(x, &m)) return 0;
    double sign = layer(m.s, ST_LAYER);
    double wanted = -(m.drift + DAMPING * m.s + ST_K1 * sqrt(fabs(m.s)) * sign) / m.gain + z;
    if (fabs(wanted) <= LIMIT) z = clamp(z - ST_K2 * PERIOD * sign, ST_BOUND);
    return clamp(wanted, LIMIT);
}

static double adaptive(const struct state *x) {
    struct surface m;
    if (!evaluate(x, &m)) return 0;
    double wanted = -(m.drift + k * layer(m.s, AD_LAYER) + DAMPING * m.s) / m.gain
                    - observe(&observer, m.s, m.drift, OBSERVER, OBSERVER_BOUND);
    double force = clamp(wanted, LIMIT);
    adapt(&k, m.s, fabs(wanted) <= LIMIT, AD_ZONE, AD_GAMMA, AD_LEAK, AD_LEAST, AD_GREATEST, AD_RATE);
    commanded(&observer, m.s, m.drift, m.gain, force);
    return force;
}

static double hybrid(const struct state *x) {
    struct surface m;
    if (!evaluate(x, &m)) return 0;
    double sign = layer(m.s, HY_LAYER);
    double wanted = -(m.drift + DAMPING * m.s + HY_K1 * k * sqrt(fabs(m.s)) * sign) / m.gain + z;
    double headroom = clamp((LIMIT - fabs(wanted)) * (1 / (0.2 * LIMIT)), 1);
    double taper = headroom > 0 ? headroom : 0;
    z = clamp(z - HY_K2 * k * k * taper * PERIOD * sign, HY_BOUND);
    adapt(&k, m.s, taper, HY_ZONE, HY_GAMMA, HY_LEAK, HY_LEAST, HY_GREATEST, HY_RATE);
    return clamp(wanted, LIMIT);
}

static double lqr(const struct state *x) {
    double sum = x->position + x->angle1 + x->angle2 + x->velocity + x->rate1 + x->rate2;
    if (!isfinite(sum)) return 0;
    double momentum = M11 * x->velocity + H1 * x->rate1 + H2 * x->rate2, drift = -B0 * x->velocity;
    double wanted = -(LQR[0] * x->position + LQR[1] * x->angle1 + LQR[2] * x->angle2 + LQR[3] * x->velocity
                      + LQR[4] * x->rate1 + LQR[5] * x->rate2);
    double force = clamp(wanted - observe(&observer, momentum, drift, LQR_OBSERVER, LQR_BOUND), LIMIT);
    commanded(&observer, momentum, drift, 1, force);
    return force;
}

static double plant(const struct state *x) { return runge_kutta(x, 1, 1e-3); }

/* ---- measurement ---- */

struct formula { const char *name; double (*step)(const struct state *); double sum, start; };

static double seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

static void restart(const struct formula *f) {
    memset(&observer, 0, sizeof observer);
    z = 0;
    k = f->start;
}

static volatile double sink;

/* Inlined into one loop per formula, as the JIT does with the Java ones. */
#define MEASURE(step, passes)                                         \
    do {                                                              \
        double sum = 0;                                               \
        for (int pass = 0; pass < (passes); pass++)                   \
            for (int i = 0; i < STATES; i++) sum += step(&RING[i]);   \
        sink = sum;                                                   \
    } while (0)

#define RUN(f, step)                                                                              \
    do {                                                                                          \
        restart(f);                                                                               \
        MEASURE(step, 1);                                                                         \
        double sum = sink, error = fabs(sum - (f)->sum) / (fabs((f)->sum) + 1);                   \
        if (!(error < 1e-9)) {                                                                    \
            fprintf(stderr, "%s: sum %.17g, Java has %.17g\n", (f)->name, sum, (f)->sum);         \
            return 1;                                                                             \
        }                                                                                         \
        double best = INFINITY;                                                                   \
        for (int round = 0; round < 15; round++) {                                                \
            double began = seconds();                                                             \
            MEASURE(step, 1000);                                                                  \
            best = fmin(best, (seconds() - began) / (1000.0 * STATES));                           \
        }                                                                                         \
        printf("%s %.2f\n", (f)->name, best * 1e9);                                               \
    } while (0)

int main(void) {
    struct formula c = {"classical", classical, SUM_classical, 0}, s = {"super-twisting", super_twisting, SUM_super_twisting, 0},
                   a = {"adaptive", adaptive, SUM_adaptive, AD_LEAST}, h = {"hybrid", hybrid, SUM_hybrid, HY_LEAST},
                   l = {"lqr", lqr, SUM_lqr, 0}, p = {"plant", plant, SUM_plant, 0};
    RUN(&c, classical);
    RUN(&s, super_twisting);
    RUN(&a, adaptive);
    RUN(&h, hybrid);
    RUN(&l, lqr);
    RUN(&p, plant);
    return 0;
}
