/*
 * What a board gives to the core. All functions are called from the main loop only; none may wait.
 * A port calls rig_start once, rig_byte for each byte that came and rig_tick as often as it can (at least every 500 us).
 */
#ifndef PLUMB_PORT_H
#define PLUMB_PORT_H

#include <stdbool.h>
#include <stdint.h>

enum { PORT_LIMIT_LOW = 1, PORT_LIMIT_HIGH = 2, PORT_EMERGENCY_STOP = 4, PORT_DRIVER_FAULT = 8 };

typedef struct {
    char name[16];
    uint32_t counts_per_turn[3];
    uint32_t count_rate;
    uint32_t watchdog;
    uint32_t force_limit; /* mN, at most 150000: the arithmetic of the duty has 32 bits */
    uint16_t duty_steps;
    uint16_t shortest_period;
    uint16_t capabilities;
    uint32_t boot;
} port_board;

typedef struct {
    uint8_t ran, passed; /* bits 0, 1 and 5 of SELF_TEST_RESULT; the core fills in the others */
    uint16_t free_memory, line_errors;
    uint8_t reset_cause;
} port_health;

const port_board *port_describe(void);
uint32_t port_micros(void);
/* PORT_ bits of what is tripped: switches are normally closed, an open circuit is a tripped switch. */
uint8_t port_inputs(void);
/* Counts of cart, link 1, link 2 of one instant; returns impossible transitions so far, 65535 = that or more. */
uint16_t port_counts(int32_t counts[3]);
/* duty in 1/10000 of full scale, sign as wired. Not enabled: driver off, duty 0. */
void port_motor(int16_t duty, bool enable);
/* Queues a whole frame or nothing. */
bool port_send(const uint8_t *frame, uint8_t length);
void port_self_test(uint8_t tests, port_health *health);

#endif
