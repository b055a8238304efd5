/* What both twins have in common as processes: options, scripted faults, the pseudo terminal, when to end. */
#ifndef PLUMB_HOST_H
#define PLUMB_HOST_H

#include <stdbool.h>
#include <stdint.h>

#include "plant.h"

enum { HOST_USAGE = 2, HOST_BROKEN = 3 };
enum { FAULT_ESTOP, FAULT_LOW, FAULT_HIGH, FAULT_DRIVER, FAULT_ENCODER, FAULT_MUTE, FAULT_DEAF, FAULT_REBOOT, FAULT_KINDS };

typedef struct {
    const char *name;  /* of the program, for its messages */
    const char *image; /* NULL where there is none to choose */
    uint32_t seed;
    const plant_profile *profile;
    double start[2];
    bool mirror[4]; /* cart, link 1 and link 2 whose encoders count the other way; the motor that turns the other way */
} host_options;

/* Reads the command line into what holds the defaults; ends the program where something is wrong. */
void host_read(host_options *options, int argc, char **argv);
/* Whether a fault that lasts is there at this time, and whether one that happens once is due now. */
bool host_fault(int kind, double seconds);
bool host_once(int kind, double seconds);
/* PORT_ bits of the inputs that the faults trip. */
uint8_t host_inputs(double seconds);
/* Puts the pendulum where the hand holds it. */
void host_hold(const host_options *options, plant *pendulum);

/* Opens the pseudo terminal and says which; the descriptor never blocks. */
int host_terminal(const host_options *options);
/* Waits for bytes, at most so long; how many came, -1 when it is time to end. An `r` on stdin presses the reset button. */
int host_wait(int terminal, int64_t nanoseconds, uint8_t *bytes, int room);
int64_t host_micros(void);

#endif
