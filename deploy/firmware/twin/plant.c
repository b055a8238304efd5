#include "plant.h"

#include <math.h>
#include <string.h>

const plant_profile plant_lab = {0.5, 0.002, 33, 0.04, 30};
const plant_profile plant_benchmark = {2, 0, 165, 0.04, 150};

static const double m0 = 1.5, m1 = 0.2, m2 = 0.15, l1 = 0.4, a1 = 0.2, a2 = 0.15, i1 = 0.0081, i2 = 0.0034, g = 9.81;
static const double b0 = 0.2, b1 = 0.005, b2 = 0.004;
/* Rubber bumpers: a fifth of the speed comes back, below 0.02 m/s nothing. */
static const double restitution = 0.2, slowest_bounce = 0.02;

/* Solves M qdd = r, M symmetric, by Cholesky: cond(M) is 413 at upright. */
static void solve(const double q[6], const double r[3], double x[3]) {
    double h1 = m1 * a1 + m2 * l1, h2 = m2 * a2, h3 = m2 * l1 * a2;
    double m11 = m0 + m1 + m2, m12 = h1 * cos(q[1]), m13 = h2 * cos(q[2]), m22 = i1 + m1 * a1 * a1 + m2 * l1 * l1;
    double m23 = h3 * cos(q[1] - q[2]), m33 = i2 + m2 * a2 * a2;
    double c11 = sqrt(m11), c21 = m12 / c11, c31 = m13 / c11, c22 = sqrt(m22 - c21 * c21);
    double c32 = (m23 - c31 * c21) / c22, c33 = sqrt(m33 - c31 * c31 - c32 * c32);
    double y0 = r[0] / c11, y1 = (r[1] - c21 * y0) / c22, y2 = (r[2] - c31 * y0 - c32 * y1) / c33;
    x[2] = y2 / c33;
    x[1] = (y1 - c32 * x[2]) / c22;
    x[0] = (y0 - c21 * x[1] - c31 * x[2]) / c11;
}

void plant_acceleration(const double q[6], double force, double qdd[3]) {
    double h1 = m1 * a1 + m2 * l1, h2 = m2 * a2, h3 = m2 * l1 * a2, s12 = h3 * sin(q[1] - q[2]);
    double v = q[3], w1 = q[4], w2 = q[5];
    double r[3] = {
        force + h1 * sin(q[1]) * w1 * w1 + h2 * sin(q[2]) * w2 * w2 - b0 * v,
        -s12 * w2 * w2 + h1 * g * sin(q[1]) - (b1 + b2) * w1 + b2 * w2,
        s12 * w1 * w1 + h2 * g * sin(q[2]) + b2 * w1 - b2 * w2,
    };
    solve(q, r, qdd);
}

double plant_energy(const double q[6]) {
    double h1 = m1 * a1 + m2 * l1, h2 = m2 * a2, h3 = m2 * l1 * a2;
    double kinetic = (m0 + m1 + m2) * q[3] * q[3] + (i1 + m1 * a1 * a1 + m2 * l1 * l1) * q[4] * q[4]
        + (i2 + m2 * a2 * a2) * q[5] * q[5] + 2 * h1 * cos(q[1]) * q[3] * q[4] + 2 * h2 * cos(q[2]) * q[3] * q[5]
        + 2 * h3 * cos(q[1] - q[2]) * q[4] * q[5];
    return kinetic / 2 + g * (h1 * cos(q[1]) + h2 * cos(q[2]));
}

static void slope(const double q[6], double force, double k[6]) {
    memcpy(k, q + 3, 3 * sizeof *k);
    plant_acceleration(q, force, k + 3);
}

void plant_step(plant *p, double duty, double h) {
    const plant_profile *f = p->profile;
    double share = (fabs(duty) - f->dead_zone) / (1 - f->dead_zone);
    double wanted = share > 0 ? copysign(share * f->full_scale, duty) : 0;
    wanted = fmax(-f->force_limit, fmin(f->force_limit, wanted));
    /* The lag exactly; its mean over the step drives the cart. */
    double decay = f->lag > 0 ? exp(-h / f->lag) : 0;
    double after = wanted + (p->force - wanted) * decay;
    double u = f->lag > 0 ? wanted + (p->force - wanted) * (1 - decay) * f->lag / h : wanted;
    p->force = after;
    double k1[6], k2[6], k3[6], k4[6], t[6];
    slope(p->q, u, k1);
    for (int i = 0; i < 6; i++) t[i] = p->q[i] + h / 2 * k1[i];
    slope(t, u, k2);
    for (int i = 0; i < 6; i++) t[i] = p->q[i] + h / 2 * k2[i];
    slope(t, u, k3);
    for (int i = 0; i < 6; i++) t[i] = p->q[i] + h * k3[i];
    slope(t, u, k4);
    for (int i = 0; i < 6; i++) p->q[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
    if (fabs(p->q[0]) >= f->rail) {
        p->q[0] = copysign(f->rail, p->q[0]);
        if (p->q[3] * p->q[0] > 0) {
            /* An impulse on the cart acts on the links too. */
            double e1[3] = {1, 0, 0}, per[3];
            solve(p->q, e1, per);
            double e = fabs(p->q[3]) < slowest_bounce ? 0 : restitution;
            double impulse = -(1 + e) * p->q[3] / per[0];
            for (int i = 0; i < 3; i++) p->q[3 + i] += impulse * per[i];
        }
    }
}

void plant_counts(const plant *p, int32_t counts[3]) {
    const double per_turn = 16384, turn = 6.283185307179586, pulley = 0.015;
    counts[0] = (int32_t)lrint(p->q[0] / (turn * pulley) * per_turn);
    counts[1] = (int32_t)lrint(p->q[1] / turn * per_turn);
    counts[2] = (int32_t)lrint(p->q[2] / turn * per_turn);
}

unsigned plant_limits(const plant *p) {
    return (p->q[0] <= -p->profile->rail ? 1u : 0) | (p->q[0] >= p->profile->rail ? 2u : 0);
}
