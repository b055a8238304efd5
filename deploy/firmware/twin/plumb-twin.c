/*
 * The firmware's core on a pseudo terminal, with the nonlinear pendulum on its pins, in real time.
 * One line `pty /dev/pts/N` on stdout, then it runs until stdin closes or SIGTERM.
 */
#include <unistd.h>

#include "host.h"
#include "plant.h"
#include "port.h"
#include "rig.h"

enum { STEP_MICROS = 250 };

static host_options options = {.name = "plumb-twin", .profile = &plant_lab, .start = {0.05, -0.03}};
static port_board board = {"twin", {16384, 16384, 16384}, 1000000, 20000, 30000, 10000, 200, 15, 0};
static plant pendulum;
static bool held = true; /* a hand holds the links until the motor is enabled for the first time in a session */
static int16_t motor_duty;
static uint16_t missed;
static int terminal = -1;
static int64_t began, simulated;
static uint32_t offset; /* the rig's clock starts anywhere */

static int64_t micros(void) { return host_micros() - began; }
static double seconds(void) { return (double)micros() / 1e6; }

/* ---- the port ---- */

const port_board *port_describe(void) { return &board; }

uint32_t port_micros(void) { return (uint32_t)micros() + offset; }

uint8_t port_inputs(void) {
    unsigned limits = plant_limits(&pendulum);
    return (uint8_t)(host_inputs(seconds()) | (limits & 1 ? PORT_LIMIT_LOW : 0) | (limits & 2 ? PORT_LIMIT_HIGH : 0));
}

/* Lets the pendulum move up to now: what the motor has now acted since the last call. */
static void advance(void) {
    int64_t now = micros();
    if (held) {
        simulated = now;
    }
    while (now - simulated >= STEP_MICROS) {
        plant_step(&pendulum, motor_duty / 10000.0, STEP_MICROS * 1e-6);
        simulated += STEP_MICROS;
    }
}

uint16_t port_counts(int32_t counts[3]) {
    advance();
    /* Between two steps along the velocity, so that the sample is as old as it says. */
    plant p = pendulum;
    double rest = held ? 0 : (double)(micros() - simulated) * 1e-6;
    for (int i = 0; i < 3; i++) {
        p.q[i] += rest * p.q[3 + i];
    }
    plant_counts(&p, counts);
    for (int i = 0; i < 3; i++) {
        counts[i] = options.mirror[i] ? -counts[i] : counts[i];
    }
    return missed;
}

void port_motor(int16_t duty, bool enable) {
    advance();
    motor_duty = !enable ? 0 : options.mirror[3] ? (int16_t)-duty : duty;
    if (enable) {
        held = false;
    }
}

bool port_send(const uint8_t *frame, uint8_t length) {
    if (host_fault(FAULT_MUTE, seconds())) {
        return true;
    }
    ssize_t written = write(terminal, frame, length);
    /* A pty takes a frame whole or, when nobody reads, not at all; a part of one is a damaged block at the host. */
    return written == length;
}

void port_self_test(uint8_t tests, port_health *health) {
    (void)tests;
    /* Memory and image of a process are not the board's: only the driver's test is run. */
    health->ran = health->passed = 32;
    health->free_memory = 0xffff;
    health->reset_cause = 1;
}

/* ---- the process ---- */

static void hand(void) {
    held = true;
    host_hold(&options, &pendulum);
}

static void boot(void) {
    /* A small generator suffices: numbers that differ from start to start, the same for the same seed. */
    board.boot = board.boot * 1664525u + 1013904223u;
    missed = 0;
    rig_start();
    hand();
}

int main(int argc, char **argv) {
    host_read(&options, argc, argv);
    board.boot = options.seed;
    pendulum.profile = options.profile;
    if (options.profile == &plant_benchmark) {
        board.force_limit = 150000;
    }
    began = host_micros();
    offset = board.boot * 2654435761u;
    terminal = host_terminal(&options);
    boot();
    uint16_t sessions = rig_sessions();
    uint8_t bytes[256];
    for (int length; (length = host_wait(terminal, 100000, bytes, sizeof bytes)) >= 0;) {
        missed = (uint16_t)(missed + host_once(FAULT_ENCODER, seconds()));
        if (host_once(FAULT_REBOOT, seconds())) {
            boot();
        }
        for (int i = 0; i < length && !host_fault(FAULT_DEAF, seconds()); i++) {
            rig_byte(bytes[i]);
        }
        if (rig_sessions() != sessions) {
            /* Whoever begins a session finds the pendulum where it was held at the start. */
            sessions = rig_sessions();
            hand();
        }
        advance();
        rig_tick();
    }
    return 0;
}
