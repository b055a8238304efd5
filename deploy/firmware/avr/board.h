/*
 * What differs from rig to rig on an Arduino Uno or Nano (ATmega328P, 16 MHz): edit here, then `plumb firmware build`.
 *
 *   A0 A1   encoder of the cart, A and B          D9   PWM, 20 kHz
 *   A2 A3   encoder of link 1                     D12  direction: high drives to negative positions
 *   A4 A5   encoder of link 2                     D10  enable of the driver: high = on; 10 kOhm to ground
 *   D2      limit switch at negative positions    D4   emergency stop
 *   D3      limit switch at positive positions    D5   fault of the driver: low = fault
 *
 * Switches are normally closed, to ground: an open wire reads as tripped.
 */
#ifndef PLUMB_BOARD_H
#define PLUMB_BOARD_H

#define BOARD_NAME "plumb-uno"
#define BOARD_BAUD 1000000ul
/* Counts per turn of cart, link 1, link 2, all four edges. */
#define BOARD_COUNTS_PER_TURN {2400, 8192, 8192}
/* mN; the most that the motor delivers, at most 150000. */
#define BOARD_FORCE_LIMIT 30000ul
/* What is fitted: 1 duty commands, 2 limit switches, 4 emergency stop, 8 the driver reports faults. */
#define BOARD_CAPABILITIES 15

enum {
    PIN_PWM = 1 << 1, /* port B */
    PIN_ENABLE = 1 << 2,
    PIN_DIRECTION = 1 << 4,
    PIN_ENCODERS = 0x3f, /* port C */
    PIN_LIMIT_LOW = 1 << 2, /* port D */
    PIN_LIMIT_HIGH = 1 << 3,
    PIN_EMERGENCY_STOP = 1 << 4,
    PIN_DRIVER_FAULT = 1 << 5,
};

#endif
