/*
 * The image for the ATmega328P on a pseudo terminal: a simulated processor with the nonlinear pendulum on its pins. Simulated time
 * keeps step with the clock on the wall; where the machine is too slow it falls behind, and never skips.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../avr/board.h"
#include "avr.h"
#include "frame.h"
#include "host.h"
#include "port.h"

enum { STEP_MICROS = 25, STEP_CYCLES = STEP_MICROS * AVR_CYCLES_PER_MICRO, CHUNK_MICROS = 250, BOOT_CYCLES = 20000 * AVR_CYCLES_PER_MICRO };

static const double turn = 6.283185307179586, pulley = 0.015;
static const uint8_t levels_of[4] = {0, 1, 3, 2};
static host_options options = {.name = "plumb-simavr", .profile = &plant_lab, .start = {0.05, -0.03}};
static plant pendulum;
static int32_t shown[3]; /* where the encoders' pins are; 0 at the start of the board, which counts from there */
static bool held = true; /* a hand holds the links until the motor is enabled for the first time in a session */
static uint64_t counting; /* from when on the board surely counts */
static uint32_t session;
static plumb_parser heard;

static void wanted(int32_t counts[3]) {
    static const int32_t per_turn[3] = BOARD_COUNTS_PER_TURN;
    double turns[3] = {pendulum.q[0] / (turn * pulley), pendulum.q[1] / turn, pendulum.q[2] / turn};
    for (int i = 0; i < 3; i++) {
        double exact = turns[i] * (options.mirror[i] ? -per_turn[i] : per_turn[i]);
        counts[i] = (int32_t)(exact < 0 ? exact - 0.5 : exact + 0.5);
    }
}

static void show(void) {
    avr_board_encoders((uint8_t)(levels_of[shown[0] & 3] | levels_of[shown[1] & 3] << 2 | levels_of[shown[2] & 3] << 4));
}

/* Lets 25 us pass: the pendulum moves under the motor's duty, its edges are spread over the time. */
static void step(void) {
    int32_t to[3];
    uint64_t end = avr_board_cycles() / STEP_CYCLES * STEP_CYCLES + STEP_CYCLES;
    held = held && !avr_board_enabled();
    if (!held) {
        plant_step(&pendulum, options.mirror[3] ? -avr_board_duty() : avr_board_duty(), STEP_MICROS * 1e-6);
    }
    wanted(to);
    int edges = 0;
    for (int i = 0; i < 3; i++) {
        edges = abs(to[i] - shown[i]) > edges ? abs(to[i] - shown[i]) : edges;
    }
    if (held && edges > 0) {
        /* A hand is slow enough for the encoders: 20000 counts/s. */
        edges = avr_board_cycles() >= counting && avr_board_cycles() / STEP_CYCLES % 2;
    }
    for (int e = 1; e <= edges; e++) {
        avr_board_run((uint64_t)STEP_CYCLES / (unsigned)(edges + 1));
        for (int i = 0; i < 3; i++) {
            shown[i] += (to[i] > shown[i]) - (to[i] < shown[i]);
        }
        show();
    }
    if (end > avr_board_cycles()) {
        avr_board_run(end - avr_board_cycles());
    }
}

static void set_inputs(double seconds) {
    unsigned limits = plant_limits(&pendulum);
    avr_board_inputs((uint8_t)(host_inputs(seconds) | (limits & 1 ? PORT_LIMIT_LOW : 0) | (limits & 2 ? PORT_LIMIT_HIGH : 0)));
}

/* A hand puts the pendulum back to its start. */
static void put_back(void) {
    held = true;
    host_hold(&options, &pendulum);
}

/* Whoever begins a session finds the pendulum where it was held at the start. */
static bool begins_session(const uint8_t *bytes, int length) {
    bool begins = false;
    for (int i = 0; i < length; i++) {
        if (plumb_accept(&heard, bytes[i]) == PLUMB_ACCEPTED && heard.block[0] == PLUMB_HELLO_REQUEST) {
            uint32_t asked = plumb_get32(heard.block + PLUMB_HEADER + 1);
            begins |= asked != session;
            session = asked;
        }
    }
    return begins;
}

int main(int argc, char **argv) {
    static char beside[4096];
    const char *slash = strrchr(argv[0], '/');
    snprintf(beside, sizeof beside, "%.*splumb-uno.hex", slash == NULL ? 0 : (int)(slash - argv[0] + 1), argv[0]);
    options.image = beside;
    host_read(&options, argc, argv);
    if (!avr_board_load(options.image)) {
        return HOST_BROKEN;
    }
    pendulum.profile = options.profile;
    put_back();
    avr_board_power(options.seed);
    counting = avr_board_cycles() + BOOT_CYCLES;
    show();
    int terminal = host_terminal(&options);
    int64_t began = host_micros();
    uint64_t cycles = avr_board_cycles();
    for (;;) {
        uint8_t bytes[256];
        int64_t simulated = (int64_t)(avr_board_cycles() - cycles) / AVR_CYCLES_PER_MICRO;
        double seconds = (double)simulated * 1e-6;
        int64_t ahead = simulated - (host_micros() - began);
        int came = host_wait(terminal, ahead > 0 ? ahead * 1000 : 0, bytes, sizeof bytes);
        if (came < 0) {
            break;
        }
        if (came > 0 && !host_fault(FAULT_DEAF, seconds)) {
            avr_board_send(bytes, came);
            if (begins_session(bytes, came)) {
                put_back();
            }
        }
        if (host_once(FAULT_REBOOT, seconds)) {
            /* The board counts from where it starts: somebody holds all upright at mid-rail meanwhile. */
            memset(shown, 0, sizeof shown);
            show();
            avr_board_reset();
            counting = avr_board_cycles() + BOOT_CYCLES;
            put_back();
        }
        if (host_once(FAULT_ENCODER, seconds)) {
            /* Both lines of one encoder at once, and back with its next edge. */
            shown[1] += 2;
            show();
            shown[1] -= 2;
        }
        for (int64_t until = simulated + CHUNK_MICROS; (int64_t)(avr_board_cycles() - cycles) / AVR_CYCLES_PER_MICRO < until;) {
            set_inputs(seconds);
            step();
        }
        int ready = avr_board_receive(bytes, sizeof bytes);
        if (ready > 0 && !host_fault(FAULT_MUTE, seconds) && write(terminal, bytes, (size_t)ready) != ready) {
            /* Nobody reads: the line does not wait for that either. */
            continue;
        }
    }
    fprintf(stderr, "plumb-simavr: %.1f s simulated in %.1f s, %u resets\n", (double)(avr_board_cycles() - cycles) / 16e6,
        (double)(host_micros() - began) * 1e-6, avr_board_resets());
    return 0;
}
