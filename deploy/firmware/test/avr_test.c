/* The image for the ATmega328P, the file that is flashed, in simulated time: what goes in at its pins and what comes out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../twin/avr.h"
#include "frame.h"
#include "port.h"

static int checks, failures;
#define CHECK(condition) check((condition), #condition, __LINE__)
static void check(bool good, const char *what, int line) {
    checks++;
    if (!good) {
        failures++;
        printf("avr_test.c:%d: not true: %s\n", line, what);
    }
}

enum { MILLI = 16000, DRIVE = 1, DUTY = 2 };
enum { END_STOP = 1, EMERGENCY_STOP = 2, WATCHDOG = 4, SENSOR_FAULT = 16, DRIVER_FAULT = 32, ARMED = 512, DRIVING = 1024, LOW = 2048, LATE = 16384 };

static uint16_t number;
static plumb_writer out;
static plumb_parser in;
static uint8_t last[256][64];
static unsigned got[256], damaged, lost;
static uint16_t heard;
static bool heard_any;
static uint64_t sent_at;

static void take(void) {
    uint8_t bytes[512];
    int n = avr_board_receive(bytes, sizeof bytes);
    for (int i = 0; i < n; i++) {
        plumb_outcome outcome = plumb_accept(&in, bytes[i]);
        damaged += outcome == PLUMB_DAMAGED;
        if (outcome == PLUMB_ACCEPTED) {
            uint16_t sequence = plumb_get16(in.block + 1);
            lost += heard_any ? (uint16_t)(sequence - heard - 1) : 0;
            heard = sequence;
            heard_any = true;
            got[in.block[0]]++;
            memcpy(last[in.block[0]], in.block + PLUMB_HEADER, in.message - PLUMB_OVERHEAD);
        }
    }
}

static void pass(double millis) {
    uint64_t until = avr_board_cycles() + (uint64_t)(millis * MILLI);
    while (avr_board_cycles() < until) {
        uint64_t rest = until - avr_board_cycles();
        avr_board_run(rest < MILLI ? rest : MILLI);
        take();
    }
}

static void deliver(void) {
    uint8_t n = plumb_finish(&out);
    sent_at = avr_board_send(out.block, n);
}
static void ask(uint32_t session) {
    plumb_begin(&out, PLUMB_HELLO_REQUEST, ++number);
    plumb_u8(&out, 1);
    plumb_u32(&out, session);
    deliver();
}
static void configure(uint16_t after, uint32_t watchdog) {
    plumb_begin(&out, PLUMB_CONFIGURE, ++number);
    plumb_u16(&out, 1000);
    plumb_u16(&out, after);
    plumb_u32(&out, watchdog);
    plumb_u32(&out, 30000);
    plumb_u32(&out, 33000);
    plumb_u16(&out, 400);
    plumb_u8(&out, 0);
    deliver();
}
static void command(uint8_t flags, int32_t value) {
    plumb_begin(&out, PLUMB_COMMAND, ++number);
    plumb_u8(&out, flags);
    plumb_u32(&out, (uint32_t)value);
    deliver();
}
static void one(uint8_t type, uint8_t value) {
    plumb_begin(&out, type, ++number);
    plumb_u8(&out, value);
    deliver();
}
static uint16_t status(void) { return plumb_get16(last[PLUMB_STATE] + 4); }
static uint16_t age(void) { return plumb_get16(last[PLUMB_STATE] + 8); }
static int32_t count(int i) { return (int32_t)plumb_get32(last[PLUMB_STATE] + 10 + 4 * i); }
/* A command each millisecond, for so long. */
static void drive(int millis, uint8_t flags, int32_t value) {
    for (int i = 0; i < millis; i++) {
        command(flags, value);
        pass(1);
    }
}
static void session(uint32_t name, uint16_t after, uint32_t watchdog) {
    ask(name);
    pass(5);
    CHECK(plumb_get32(last[PLUMB_HELLO] + 4) == name);
    unsigned before = got[PLUMB_CONFIGURED];
    configure(after, watchdog);
    pass(5);
    CHECK(got[PLUMB_CONFIGURED] == before + 1 && last[PLUMB_CONFIGURED][0] == 0);
}
static void arm(void) {
    drive(2, 0, 0);
    drive(2, DRIVE, 5000);
    CHECK((status() & (ARMED | DRIVING)) == (ARMED | DRIVING) && avr_board_enabled());
}

static void greeting(void) {
    pass(150);
    /* Without a session: HELLO every 100 ms, nothing else; motor safe. */
    CHECK(got[PLUMB_HELLO] == 1 && got[PLUMB_STATE] == 0 && plumb_get32(last[PLUMB_HELLO] + 4) == 0);
    CHECK(!avr_board_enabled() && avr_board_duty() == 0);
    session(1234, 65535, 20000);
    const uint8_t *h = last[PLUMB_HELLO];
    CHECK(h[0] == 1 && memcmp(h + 12, "plumb-uno", 10) == 0);
    CHECK(plumb_get32(h + 28) == 2400 && plumb_get32(h + 32) == 8192 && plumb_get32(h + 36) == 8192);
    CHECK(plumb_get32(h + 40) == 30000 && plumb_get32(h + 44) == 20000 && plumb_get16(h + 52) == 400);
}

static void states(void) {
    /* By its own clock, 1 kHz: one second brings 1000, and the clock of the rig is that of the board. */
    pass(2);
    uint32_t first = plumb_get32(last[PLUMB_STATE]);
    unsigned before = got[PLUMB_STATE], late = 0;
    uint64_t idle = avr_board_idle(), from = avr_board_cycles();
    for (int i = 0; i < 1000; i++) {
        command(0, i);
        pass(1);
        late += (status() & LATE) != 0;
    }
    unsigned n = got[PLUMB_STATE] - before;
    CHECK(n >= 999 && n <= 1001 && late == 0 && lost == 0 && damaged == 0);
    double drift = plumb_get32(last[PLUMB_STATE]) - first - 1e6;
    CHECK(drift >= -1000 && drift <= 1000);
    double load = 100 - 100.0 * (double)(avr_board_idle() - idle) / (double)(avr_board_cycles() - from);
    printf("avr: %u STATE in 1 s of simulated time, processor %.1f %% busy at 1 kHz with encoders at rest\n", n, load);
    CHECK(load > 5 && load < 90);
    /* In step with the host: the sample comes 500 us after the command, to a turn of the loop. */
    session(1235, 500, 20000);
    unsigned oldest = 0, youngest = 65535;
    for (int i = 0; i < 100; i++) {
        command(0, 0);
        pass(1);
        if (i > 2) {
            oldest = age() > oldest ? age() : oldest;
            youngest = age() < youngest ? age() : youngest;
        }
    }
    CHECK(youngest >= 500 && oldest <= 600);
    printf("avr: paced samples %u to %u us after the command\n", youngest, oldest);
}

static void motor(void) {
    session(2, 65535, 20000);
    arm();
    /* 5 N of 33 N beyond a dead zone of 4 %: 18.55 %, 74 of 400 steps. */
    CHECK(avr_board_duty() == 74.0 / 400);
    drive(2, DRIVE, -5000);
    CHECK(avr_board_duty() == -74.0 / 400);
    drive(2, DRIVE | DUTY, 25);
    CHECK(avr_board_duty() == 1.0 / 400);
    drive(2, DRIVE, 1000000);

    CHECK(avr_board_duty() == 365.0 / 400);
    drive(2, DRIVE, 0);
    CHECK(avr_board_duty() == 0 && avr_board_enabled());
    one(PLUMB_STOP, 1);
    pass(1);
    CHECK(!avr_board_enabled());
}

static void watchdog(uint32_t name, uint32_t micros) {
    session(name, 65535, micros);
    arm();
    drive(3, DRIVE, 5000);
    uint64_t fed = sent_at;
    pass(micros / 1000.0 + 5);
    double after = (double)(int64_t)(avr_board_off_at() - fed) / MILLI;
    CHECK(!avr_board_enabled() && avr_board_duty() == 0 && (status() & (WATCHDOG | DRIVING)) == WATCHDOG);
    CHECK(after >= micros / 1000.0 - 1 && after <= micros / 1000.0 + 1);
    printf("avr: watchdog of %.1f ms: motor off %.3f ms after the last command\n", micros / 1000.0, after);
    /* The next command ends it; nothing else does. */
    drive(2, DRIVE, 5000);
    CHECK(!(status() & WATCHDOG) && avr_board_enabled());
}

static void input(uint8_t which, uint16_t bits) {
    arm();
    CHECK(!(status() & bits));
    avr_board_inputs(which);
    uint64_t from = avr_board_cycles();
    drive(3, DRIVE, -5000);
    CHECK((status() & bits) == bits && !(status() & ARMED) && !avr_board_enabled());
    double after = (double)(int64_t)(avr_board_off_at() - from) / MILLI;
    CHECK(after >= 0 && after < 0.3);
    avr_board_inputs(0);
    /* What was held back does not start by itself. */
    drive(3, DRIVE, -5000);
    CHECK(!avr_board_enabled());
    printf("avr: input %u stops the motor in %.0f us\n", which, after * 1000);
}

static void switches(void) {
    session(3, 65535, 20000);
    input(PORT_EMERGENCY_STOP, EMERGENCY_STOP);
    input(PORT_DRIVER_FAULT, DRIVER_FAULT);
    input(PORT_LIMIT_HIGH, END_STOP | 4096);
    input(PORT_LIMIT_LOW, END_STOP | LOW);
    /* Armed again with the switch still tripped, only away from it. */
    avr_board_inputs(PORT_LIMIT_LOW);
    drive(3, 0, 0);
    drive(3, DRIVE, -5000);
    CHECK(avr_board_duty() == 0);
    drive(3, DRIVE, 5000);
    CHECK(avr_board_duty() > 0);
    avr_board_inputs(0);
}

/* One encoder turning: edges at their own time, back and forth. */
typedef struct {
    double next, interval;
    int32_t at;
    int direction, left;
    uint32_t random;
} wheel;
static const uint8_t gray[4] = {0, 1, 3, 2};

static void turn(wheel w[3], long edges, bool talk) {
    uint64_t talked = avr_board_cycles();
    long done = 0;
    while (done < edges) {
        int which = w[0].next <= w[1].next ? 0 : 1;
        which = w[2].next < w[which].next ? 2 : which;
        wheel *x = &w[which];
        if (x->next > (double)avr_board_cycles()) {
            avr_board_run((uint64_t)(x->next - (double)avr_board_cycles()) + 1);
        }
        if (x->left-- <= 0) {
            x->random = x->random * 1664525u + 1013904223u;
            x->left = (int)(x->random >> 22);
            x->direction = x->random >> 21 & 1 ? 1 : -1;
        }
        x->at += x->direction;
        x->next += x->interval;
        avr_board_encoders((uint8_t)(gray[w[0].at & 3] | gray[w[1].at & 3] << 2 | gray[w[2].at & 3] << 4));
        done++;
        if (talk && avr_board_cycles() - talked >= MILLI) {
            talked += MILLI;
            command(DRIVE, (int32_t)(done % 20000));
        }
        if (done % 64 == 0) {
            take();
        }
    }
}

static void quadrature(long edges) {
    session(4, 65535, 20000);
    arm();
    int32_t before[3] = {count(0), count(1), count(2)};
    wheel w[3];
    for (int i = 0; i < 3; i++) {
        w[i] = (wheel){.next = (double)avr_board_cycles() + 100 + 61 * i, .interval = 16e6 / 30000, .direction = 1, .left = 100000, .random = 77u + (unsigned)i};
    }
    unsigned lost_before = lost, damaged_before = damaged, states_before = got[PLUMB_STATE];
    uint64_t idle = avr_board_idle(), from = avr_board_cycles();
    turn(w, edges, true);
    double load = 100 - 100.0 * (double)(avr_board_idle() - idle) / (double)(avr_board_cycles() - from);
    double seconds = (double)(avr_board_cycles() - from) / 16e6;
    CHECK(got[PLUMB_STATE] - states_before >= seconds * 1000 - 2);
    drive(3, 0, 0);
    CHECK(!(status() & SENSOR_FAULT) && lost == lost_before && damaged == damaged_before);
    for (int i = 0; i < 3; i++) {
        CHECK(count(i) - before[i] == w[i].at);
    }
    printf("avr: %ld edges exact at 30000/s on each of 3 encoders in %.1f s of simulated time, processor %.1f %% busy\n", edges, seconds, load);
    CHECK(load < 98);
    /* A positive control: at twice the rate edges are lost, and the rig says so. */
    for (int i = 0; i < 3; i++) {
        w[i].next = (double)avr_board_cycles() + 50 * i;
        w[i].interval = 16e6 / 60000;
    }
    turn(w, 10000, true);
    drive(3, 0, 0);
    CHECK(status() & SENSOR_FAULT);
}

static void health(void) {
    session(5, 65535, 20000);
    pass(1000);
    one(PLUMB_SELF_TEST, 63);
    pass(10);
    const uint8_t *r = last[PLUMB_SELF_TEST_RESULT];
    CHECK(r[0] == 63 && r[1] == 63 && r[10] == 1);
    printf("avr: longest loop %u us, %u bytes of memory never used\n", plumb_get16(r + 2), plumb_get16(r + 4));
    CHECK(plumb_get16(r + 2) < 2000 && plumb_get16(r + 4) > 200 && plumb_get16(r + 4) < 2048);
    CHECK(plumb_get16(r + 6) == 0);
    /* A flipped bit in a part of the image that is not run is found. */
    avr_board_flip(0x60);
    pass(1800);
    one(PLUMB_SELF_TEST, 1);
    pass(10);
    CHECK(r[0] == 1 && r[1] == 0);
    avr_board_flip(0x60);
}

static void hang(void) {
    uint32_t boot = plumb_get32(last[PLUMB_HELLO] + 8);
    session(6, 65535, 20000);
    arm();
    uint64_t from = avr_board_cycles();
    unsigned resets = avr_board_resets();
    /* The clock's interrupt gone: the loop's own watchdog cannot bite any more. */
    avr_board_stop_clock();
    for (int i = 0; i < 40 && avr_board_enabled(); i++) {
        command(DRIVE, 5000);
        pass(1);
    }
    double after = (double)(int64_t)(avr_board_off_at() - from) / MILLI;
    CHECK(!avr_board_enabled() && avr_board_resets() == resets + 1 && after <= 20);
    printf("avr: the hardware's watchdog takes the motor's enable away %.1f ms after the loop stopped\n", after);
    heard_any = false;
    pass(250);
    CHECK(plumb_get32(last[PLUMB_HELLO] + 4) == 0 && plumb_get32(last[PLUMB_HELLO] + 8) != boot);
    session(7, 65535, 20000);
    one(PLUMB_SELF_TEST, 2);
    pass(10);
    CHECK(last[PLUMB_SELF_TEST_RESULT][10] == 4);
    arm();
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fprintf(stderr, "usage: avr_test plumb-uno.hex EDGES\n");
        return 2;
    }
    if (!avr_board_load(argv[1])) {
        return 2;
    }
    avr_board_power(1);
    greeting();
    states();
    motor();
    watchdog(10, 20000);
    watchdog(11, 5000);
    switches();
    quadrature(atol(argv[2]));
    health();
    hang();
    printf("avr: %d checks, %d failed\n", checks, failures);
    return failures != 0;
}
