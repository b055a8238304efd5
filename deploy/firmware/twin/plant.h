/* The double pendulum on a cart behind a motor: nonlinear, RK4, in continuous coordinates. */
#ifndef PLUMB_PLANT_H
#define PLUMB_PLANT_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    double rail, lag, full_scale, dead_zone; /* m, s, N beyond the dead zone, share of full scale */
    double force_limit;                      /* N */
} plant_profile;

extern const plant_profile plant_lab, plant_benchmark;

typedef struct {
    const plant_profile *profile;
    double q[6]; /* position, angle1, angle2, velocity, rate1, rate2 */
    double force;
} plant;

/* Acceleration of cart and links at a state under a force. */
void plant_acceleration(const double q[6], double force, double qdd[3]);
double plant_energy(const double q[6]);
/* One step of `seconds` with a duty of -1..1. */
void plant_step(plant *p, double duty, double seconds);
void plant_counts(const plant *p, int32_t counts[3]);
/* Bit 0: at the end at negative positions, bit 1: at the other. */
unsigned plant_limits(const plant *p);

#endif
