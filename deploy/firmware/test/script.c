/*
 * The state machine on a board that does what a script on stdin says, for comparison with a model of it:
 *   'N'                a new board, just switched on
 *   'B' length bytes   bytes that come on the line (length u8)
 *   'I' inputs         what is tripped from now on, PORT_ bits
 *   'T' micros         time passes (u32), in turns of the loop of 10 us; then prints a line of what is to be seen from outside
 * The line: whether the driver is enabled, and the newest payloads of HELLO, CONFIGURED and STATE (status, command, duty) of this board.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "frame.h"
#include "port.h"
#include "rig.h"

enum { TURN = 10 };

static const port_board board = {"model", {16384, 16384, 16384}, 1000000, 20000, 30000, 10000, 200, 15, 17};
static uint32_t now;
static uint8_t inputs;
static bool enabled;
static plumb_parser heard;
static uint8_t newest[256][64];
static bool came[256];

const port_board *port_describe(void) { return &board; }
uint32_t port_micros(void) { return now; }
uint8_t port_inputs(void) { return inputs; }
uint16_t port_counts(int32_t counts[3]) {
    counts[0] = counts[1] = counts[2] = 0;
    return 0;
}
void port_motor(int16_t duty, bool enable) {
    (void)duty;
    enabled = enable;
}
bool port_send(const uint8_t *frame, uint8_t length) {
    for (uint8_t i = 0; i < length; i++) {
        if (plumb_accept(&heard, frame[i]) == PLUMB_ACCEPTED) {
            came[heard.block[0]] = true;
            memcpy(newest[heard.block[0]], heard.block + PLUMB_HEADER, (size_t)(heard.message - PLUMB_OVERHEAD));
        }
    }
    return true;
}
void port_self_test(uint8_t tests, port_health *health) {
    (void)tests;
    (void)health;
}

static void print(uint8_t type, int from, int to) {
    printf(" ");
    for (int i = from; came[type] && i < to; i++) {
        printf("%02x", newest[type][i]);
    }
}

static uint8_t byte(void) {
    int c = getchar();
    if (c == EOF) {
        fprintf(stderr, "script.c: the script is cut off\n");
        exit(2);
    }
    return (uint8_t)c;
}

int main(void) {
    for (int what; (what = getchar()) != EOF;) {
        if (what == 'N') {
            now = 0xfff00000u;
            inputs = 0;
            memset(came, 0, sizeof came);
            memset(&heard, 0, sizeof heard);
            rig_start();
        } else if (what == 'B') {
            for (uint8_t length = byte(); length > 0; length--) {
                rig_byte(byte());
            }
            rig_tick();
        } else if (what == 'I') {
            inputs = byte();
            rig_tick();
        } else if (what == 'T') {
            uint32_t micros = byte();
            micros |= (uint32_t)byte() << 8;
            micros |= (uint32_t)byte() << 16;
            micros |= (uint32_t)byte() << 24;
            for (uint32_t passed = 0; passed < micros; passed += TURN) {
                now += TURN;
                rig_tick();
            }
            printf("%d", enabled);
            print(PLUMB_HELLO, 0, 58);
            print(PLUMB_CONFIGURED, 0, 5);
            print(PLUMB_STATE, 4, 6);
            /* Without a command since the session's beginning its number means nothing. */
            print(newest[PLUMB_STATE][5] & 1 ? PLUMB_STATE : 0, 6, 8);
            print(PLUMB_STATE, 22, 24);
            printf("\n");
        } else {
            fprintf(stderr, "script.c: %d is no instruction\n", what);
            return 2;
        }
    }
    return 0;
}
