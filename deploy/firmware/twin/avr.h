/*
 * The image for the ATmega328P in simavr: pins, line and time of one simulated board. Time is counted in cycles of 16 MHz.
 * One board in a process.
 */
#ifndef PLUMB_AVR_H
#define PLUMB_AVR_H

#include <stdbool.h>
#include <stdint.h>

enum { AVR_CYCLES_PER_MICRO = 16, AVR_BYTE_CYCLES = 160 };

/* Loads the very file that is flashed; false with a line on stderr when it cannot. */
bool avr_board_load(const char *hex);
/* Power-up: memory is random, EEPROM keeps what it holds. */
void avr_board_power(uint32_t seed);
/* As the reset pin does it. */
void avr_board_reset(void);
void avr_board_run(uint64_t cycles);
uint64_t avr_board_cycles(void);
/* Cycles asleep since power-up. */
uint64_t avr_board_idle(void);
/* Resets since power-up. */
unsigned avr_board_resets(void);

/* Puts bytes on the line to the board, one behind the other at 1 Mbaud; when the last one will have arrived. */
uint64_t avr_board_send(const uint8_t *bytes, int length);
/* Bytes that the board has sent since the last call. */
int avr_board_receive(uint8_t *bytes, int room);

/* Levels of the encoder's pins: cart, link 1, link 2 in bits 0-1, 2-3, 4-5, each A in the lower bit. */
void avr_board_encoders(uint8_t levels);
/* PORT_ bits of what is tripped. */
void avr_board_inputs(uint8_t tripped);
/* Duty at the motor, -1..1; 0 unless the driver is enabled. */
double avr_board_duty(void);
bool avr_board_enabled(void);
/* When the driver was switched off the last time. */
uint64_t avr_board_off_at(void);
/* Takes the clock's interrupt away, as a fault would. */
void avr_board_stop_clock(void);
/* Turns one bit of the program over. */
void avr_board_flip(uint16_t address);

#endif
