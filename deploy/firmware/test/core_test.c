/* The portable core on the host: the shared frames, and the state machine on a board whose time stands still until told. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "frame.h"
#include "port.h"
#include "quadrature.h"
#include "rig.h"

static int checks, failures;
#define CHECK(condition) check((condition), #condition, __LINE__)
static void check(bool good, const char *what, int line) {
    checks++;
    if (!good) {
        failures++;
        printf("core_test.c:%d: not true: %s\n", line, what);
    }
}

/* ---- a board ---- */

static const port_board board = {"test-rig", {16384, 16384, 16384}, 40000, 20000, 30000, 400, 1000, 15, 7};
static uint32_t now;
static uint8_t inputs;
static uint16_t lost;
static int16_t duty;
static bool enabled, full;
static plumb_parser heard;
static uint8_t last[64], state[24];
static int got[256], payload_length;

const port_board *port_describe(void) { return &board; }
uint32_t port_micros(void) { return now; }
uint8_t port_inputs(void) { return inputs; }
uint16_t port_counts(int32_t counts[3]) {
    counts[0] = 100;
    counts[1] = -200;
    counts[2] = 300;
    return lost;
}
void port_motor(int16_t d, bool e) {
    duty = d;
    enabled = e;
}
bool port_send(const uint8_t *frame, uint8_t length) {
    if (full) {
        return false;
    }
    for (uint8_t i = 0; i < length; i++) {
        if (plumb_accept(&heard, frame[i]) == PLUMB_ACCEPTED) {
            payload_length = heard.message - PLUMB_OVERHEAD;
            memcpy(last, heard.block + PLUMB_HEADER, (size_t)payload_length);
            got[heard.block[0]]++;
            if (heard.block[0] == PLUMB_STATE) {
                memcpy(state, last, sizeof state);
            }
        }
    }
    return true;
}
void port_self_test(uint8_t tests, port_health *health) {
    health->ran = health->passed = 0x23;
    health->free_memory = 1000;
    health->reset_cause = 1;
    (void)tests;
}

static uint16_t number;
static plumb_writer host;

static void deliver(void) {
    uint8_t length = plumb_finish(&host);
    for (uint8_t i = 0; i < length; i++) {
        rig_byte(host.block[i]);
    }
}
static void ask(uint8_t protocol, uint32_t session) {
    plumb_begin(&host, PLUMB_HELLO_REQUEST, ++number);
    plumb_u8(&host, protocol);
    plumb_u32(&host, session);
    deliver();
}
static void configure(uint16_t period, uint16_t after, uint32_t watchdog, uint32_t limit, uint32_t scale, uint16_t dead, uint8_t flags) {
    plumb_begin(&host, PLUMB_CONFIGURE, ++number);
    plumb_u16(&host, period);
    plumb_u16(&host, after);
    plumb_u32(&host, watchdog);
    plumb_u32(&host, limit);
    plumb_u32(&host, scale);
    plumb_u16(&host, dead);
    plumb_u8(&host, flags);
    deliver();
}
static void command(uint8_t flags, int32_t value) {
    plumb_begin(&host, PLUMB_COMMAND, ++number);
    plumb_u8(&host, flags);
    plumb_u32(&host, (uint32_t)value);
    deliver();
}
static void one(uint8_t type, uint8_t value) {
    plumb_begin(&host, type, ++number);
    plumb_u8(&host, value);
    deliver();
}
static void pass(uint32_t micros) {
    for (uint32_t i = 0; i < micros; i += 50) {
        now += 50;
        rig_tick();
    }
}
static uint16_t status(void) { return plumb_get16(state + 4); }
static void fresh(void) {
    inputs = 0;
    lost = 0;
    full = false;
    now = 0xfff00000u; /* the clock wraps in the middle of the tests */
    memset(got, 0, sizeof got);
    rig_start();
    ask(1, 99);
    configure(1000, 65535, 20000, 30000, 33000, 420, 0);
}
static void armed(void) {
    fresh();
    command(0, 0);
}

/* ---- shared files ---- */

enum { NAMES = 64 };
static char names[NAMES][48];
static uint8_t frames[NAMES][80];
static int lengths[NAMES], frame_count;

static int hex(const char *text, uint8_t *to, int room) {
    int n = 0;
    unsigned value;
    while (n < room && sscanf(text + 2 * n, "%2x", &value) == 1 && text[2 * n] > ' ') {
        to[n++] = (uint8_t)value;
    }
    return n;
}

static void golden(const char *folder) {
    char path[512], line[4096];
    snprintf(path, sizeof path, "%s/golden.csv", folder);
    FILE *f = fopen(path, "r");
    if (f == NULL) {
        perror(path);
        exit(2);
    }
    while (fgets(line, sizeof line, f) != NULL && frame_count < NAMES) {
        char *comma = strrchr(line, ',');
        if (line[0] == '#' || comma == NULL || strncmp(line, "name,", 5) == 0) {
            continue;
        }
        *strchr(line, ',') = 0;
        snprintf(names[frame_count], sizeof names[0], "%.47s", line);
        lengths[frame_count] = hex(comma + 1, frames[frame_count], 80);
        plumb_parser p = {0};
        plumb_outcome outcome = PLUMB_NOTHING;
        for (int i = 0; i < lengths[frame_count]; i++) {
            outcome = plumb_accept(&p, frames[frame_count][i]);
        }
        CHECK(outcome == PLUMB_ACCEPTED);
        /* What was read is written again as it came. */
        plumb_writer w;
        plumb_begin(&w, p.block[0], plumb_get16(p.block + 1));
        for (int i = PLUMB_HEADER; i < p.message - 4; i++) {
            plumb_u8(&w, p.block[i]);
        }
        uint8_t n = plumb_finish(&w);
        CHECK(n == lengths[frame_count] && memcmp(w.block, frames[frame_count], n) == 0);
        frame_count++;
    }
    fclose(f);
    CHECK(frame_count >= 20);
}

static void streams(const char *folder) {
    char path[512], line[8192];
    static uint8_t bytes[4096];
    int seen = 0;
    snprintf(path, sizeof path, "%s/streams.csv", folder);
    FILE *f = fopen(path, "r");
    if (f == NULL) {
        perror(path);
        exit(2);
    }
    while (fgets(line, sizeof line, f) != NULL) {
        if (line[0] == '#' || strncmp(line, "name,", 5) == 0) {
            continue;
        }
        char *accepted = strchr(line, ',') + 1, *damaged = strchr(accepted, ',') + 1, *data = strchr(damaged, ',') + 1;
        damaged[-1] = 0;
        int length = hex(data, bytes, sizeof bytes), bad = 0;
        plumb_parser p = {0};
        char *name = strtok(accepted, " ");
        for (int i = 0; i < length; i++) {
            plumb_outcome outcome = plumb_accept(&p, bytes[i]);
            bad += outcome == PLUMB_DAMAGED;
            if (outcome == PLUMB_ACCEPTED) {
                int k = 0;
                while (k < frame_count && (name == NULL || strcmp(names[k], name) != 0)) {
                    k++;
                }
                CHECK(k < frame_count);
                if (k < frame_count) {
                    plumb_parser q = {0};
                    for (int j = 0; j < lengths[k]; j++) {
                        plumb_accept(&q, frames[k][j]);
                    }
                    CHECK(q.message == p.message && memcmp(q.block, p.block, p.message) == 0);
                }
                name = strtok(NULL, " ");
            }
        }
        CHECK(name == NULL);
        CHECK(bad == atoi(damaged));
        if (bad != atoi(damaged) || name != NULL) {
            printf("  in the stream %s\n", line);
        }
        seen++;
    }
    fclose(f);
    CHECK(seen >= 20);
    printf("golden frames %d, streams %d\n", frame_count, seen);
}

/* ---- the state machine ---- */

static void session(void) {
    now = 0;
    memset(got, 0, sizeof got);
    rig_start();
    pass(1000000);
    CHECK(got[PLUMB_HELLO] == 10 && got[PLUMB_STATE] == 0 && plumb_get32(last + 4) == 0);
    command(0, 0);
    one(PLUMB_SELF_TEST, 63);
    CHECK(got[PLUMB_SELF_TEST_RESULT] == 0);
    ask(2, 5);
    CHECK(got[PLUMB_HELLO] == 11 && plumb_get32(last + 4) == 0);
    ask(1, 0);
    CHECK(got[PLUMB_HELLO] == 11);
    ask(1, 5);
    CHECK(plumb_get32(last + 4) == 5 && plumb_get32(last + 8) == 7 && plumb_get32(last + 44) == 20000);
    CHECK(memcmp(last + 12, "test-rig\0\0\0\0\0\0\0\0", 16) == 0);
    pass(500000);
    CHECK(got[PLUMB_HELLO] == 12 && got[PLUMB_STATE] == 0);
    uint16_t begun = rig_sessions();
    configure(1000, 65535, 20000, 30000, 33000, 420, 0);
    ask(1, 5); /* repeated: only answered */
    CHECK(rig_sessions() == begun);
    pass(10000);
    CHECK(got[PLUMB_STATE] >= 9);
    ask(1, 6); /* another: all forgotten */
    int before = got[PLUMB_STATE];
    pass(10000);
    CHECK(got[PLUMB_STATE] == before && rig_sessions() == begun + 1);
}

static void sequence(void) {
    armed();
    command(1, 5000);
    CHECK(enabled && duty == 420 + (5000 * 9580 + 16500) / 33000);
    int16_t was = duty;
    number--; /* the same number again: without any effect */
    command(1, -5000);
    CHECK(duty == was);
    number = (uint16_t)(number + 32767);
    number--;
    command(1, -5000);
    CHECK(duty == -was);
    number = (uint16_t)(number + 0x8000 - 1); /* too late */
    command(1, 5000);
    CHECK(duty == -was);
    number = (uint16_t)(number - 0x8000);
    for (int i = 0; i < 70000; i++) { /* over the wrap-around, all of them */
        command(1, i & 1 ? 5000 : -5000);
        if (duty != (i & 1 ? was : -was)) {
            CHECK(false);
            break;
        }
    }
    plumb_begin(&host, PLUMB_STATE, ++number); /* not for the rig */
    for (int i = 0; i < 24; i++) {
        plumb_u8(&host, 0);
    }
    deliver();
    CHECK(enabled);
}

static void configuration(void) {
    fresh();
    plumb_parser p = {0};
    for (int k = 0; k < frame_count; k++) {
        if (strcmp(names[k], "configure-1khz") == 0) {
            for (int i = 0; i < lengths[k]; i++) {
                plumb_accept(&p, frames[k][i]);
            }
        }
    }
    configure(1000, 500, 20000, 30000, 33000, 420, 0);
    CHECK(last[0] == 0 && plumb_get32(last + 1) == plumb_crc32c(p.block + 3, 19) && plumb_get32(last + 1) == 1360897584u);
    uint32_t digest = plumb_get32(last + 1);
    static const struct { uint16_t period; uint32_t watchdog, limit, scale; uint16_t dead; uint8_t flags, result; } bad[] = {
        {0, 20000, 1, 1, 0, 0, 1}, {999, 20000, 1, 1, 0, 0, 1}, {1000, 0, 1, 1, 0, 0, 2}, {1000, 20001, 1, 1, 0, 0, 2},
        {1000, 20000, 0, 1, 0, 0, 3}, {1000, 20000, 1, 0, 0, 0, 3}, {1000, 20000, 1, 1, 10000, 0, 4}, {1000, 20000, 1, 1, 0, 2, 5},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        configure(bad[i].period, 500, bad[i].watchdog, bad[i].limit, bad[i].scale, bad[i].dead, bad[i].flags);
        CHECK(last[0] == bad[i].result && plumb_get32(last + 1) == digest);
    }
    command(0, 0);
    command(1, 1000);
    CHECK(enabled);
    configure(1000, 500, 20000, 0xffffffffu, 33000, 420, 1); /* released; limit as in HELLO; motor turns the other way */
    CHECK(!enabled && last[0] == 0);
    command(1, 1000);
    CHECK(!enabled);
    command(0, 0);
    command(1, 2147483647);
    CHECK(duty == -(420 + (30000 * 9580 + 16500) / 33000));
    pass(1000);
    CHECK((int16_t)plumb_get16(state + 22) == -duty); /* as commanded */
}

static void forces(void) {
    armed();
    int16_t most = 420 + (30000 * 9580 + 16500) / 33000;
    command(1, 0);
    CHECK(enabled && duty == 0);
    command(1, 1);
    CHECK(duty == 420);
    command(1, -2147483647 - 1);
    CHECK(duty == -most);
    command(3, 2500);
    CHECK(duty == 2500);
    command(3, -10000);
    CHECK(duty == -most);
    command(5, 1000); /* a flag that nobody knows */
    CHECK(!enabled && duty == 0);
    configure(1000, 65535, 20000, 4294967295u, 4294967295u, 0, 0);
    command(0, 0);
    command(1, 30000);
    CHECK(enabled && duty == 0);
    configure(1000, 65535, 20000, 30000, 1, 9999, 0);
    command(0, 0);
    command(1, -30000);
    CHECK(duty == -10000);
}

static void watchdog(void) {
    armed();
    pass(19950);
    command(1, 5000);
    pass(19950);
    CHECK(enabled);
    pass(50);
    CHECK(!enabled && duty == 0);
    pass(1000);
    CHECK(status() & 4 && !(status() & 1 << 10) && status() & 1 << 9);
    command(1, 5000); /* does not release: the next command ends its stop */
    CHECK(enabled);
    pass(1000);
    CHECK(!(status() & 4));
    one(PLUMB_STOP, 1); /* does not feed */
    CHECK(!enabled);
    pass(20000);
    CHECK(status() & 4);
    pass(80000);
    CHECK(plumb_get16(state + 8) == 65535);
    fresh();
    pass(100000);
    CHECK(!(status() & 4)); /* counts from the first COMMAND */
}

static void switches(void) {
    fresh();
    command(1, 5000);
    CHECK(!enabled); /* never armed */
    command(0, 0);
    command(1, 5000);
    CHECK(enabled);
    inputs = PORT_EMERGENCY_STOP;
    pass(50);
    CHECK(!enabled);
    command(0, 0); /* no arming while it lasts */
    inputs = 0;
    pass(50);
    command(1, 5000);
    CHECK(!enabled);
    command(0, 0);
    command(1, 5000);
    CHECK(enabled);
    inputs = PORT_DRIVER_FAULT;
    command(1, 5000); /* looked at with the command itself */
    CHECK(!enabled);
    inputs = 0;
    command(0, 0);
    command(1, 5000);
    inputs = PORT_LIMIT_HIGH;
    pass(1000);
    CHECK(!enabled && (status() & (1 << 12 | 1 << 11 | 1)) == (1 << 12 | 1));
    command(0, 0);
    command(1, 5000);
    CHECK(duty == 0);
    command(1, -5000); /* away from it */
    CHECK(enabled && duty < 0);
    inputs = PORT_LIMIT_HIGH | PORT_LIMIT_LOW;
    pass(50);
    CHECK(!enabled);
    command(0, 0);
    command(1, -5000);
    CHECK(duty == 0);
    command(3, 5000);
    CHECK(duty == 0);
    one(PLUMB_STOP, 2);
    inputs = 0;
    command(1, 5000);
    CHECK(!enabled);
}

static void samples(void) {
    fresh();
    int before = got[PLUMB_STATE];
    pass(100000);
    CHECK(got[PLUMB_STATE] - before == 100);
    CHECK(plumb_get32(state) == now && (int32_t)plumb_get32(state + 14) == -200 && !(status() & 1 << 14));
    now += 1400; /* nobody looked for a while */
    pass(50);
    CHECK(status() & 1 << 14);
    pass(1000);
    CHECK(!(status() & 1 << 14));
    configure(1000, 500, 20000, 30000, 33000, 420, 0);
    for (int i = 0; i < 20; i++) { /* paced: 500 us after each command */
        command(0, 0);
        before = got[PLUMB_STATE];
        pass(450);
        CHECK(got[PLUMB_STATE] == before);
        pass(50);
        CHECK(got[PLUMB_STATE] == before + 1 && plumb_get16(state + 8) == 500 && plumb_get16(state + 6) == number);
        pass(500);
    }
    lost = 3;
    pass(1000);
    CHECK(status() & 16);
    configure(1000, 500, 20000, 30000, 33000, 420, 0);
    pass(1000);
    CHECK(!(status() & 16));
    full = true;
    before = got[PLUMB_STATE];
    pass(5000);
    full = false;
    pass(1000);
    CHECK(got[PLUMB_STATE] == before + 1); /* what found no room was thrown away */
}

static void self_tests(void) {
    fresh();
    inputs = PORT_LIMIT_LOW | PORT_LIMIT_HIGH | PORT_EMERGENCY_STOP;
    one(PLUMB_SELF_TEST, 63);
    CHECK(last[0] == 63 && last[1] == 0x27);
    inputs = 0;
    one(PLUMB_SELF_TEST, 63);
    CHECK(last[0] == 63 && last[1] == 63 && plumb_get16(last + 4) == 1000 && last[10] == 1);
    one(PLUMB_SELF_TEST, 4);
    CHECK(last[0] == 4 && last[1] == 4);
    command(0, 0);
    command(1, 1000);
    one(PLUMB_SELF_TEST, 63);
    CHECK(last[0] == 0 && last[1] == 0 && enabled);
}

static void quadrature(void) {
    static const uint8_t order[4] = {0, 1, 3, 2};
    plumb_quadrature q = {0};
    for (int32_t i = 1; i <= 1000000; i++) {
        plumb_edge(&q, order[i & 3]);
    }
    CHECK(q.count == 1000000 && q.missed == 0);
    for (int32_t i = 999999; i >= -1000000; i--) {
        plumb_edge(&q, order[i & 3]);
    }
    CHECK(q.count == -1000000 && q.missed == 0);
    plumb_edge(&q, q.levels ^ 3);
    CHECK(q.count == -1000000 && q.missed == 1);
    q.count = INT32_MAX;
    q.levels = 0;
    plumb_edge(&q, 1);
    CHECK(q.count == INT32_MIN);
}

int main(int argc, char **argv) {
    const char *folder = argc > 1 ? argv[1] : "protocol";
    CHECK(plumb_crc32c((const uint8_t *)"123456789", 9) == 0xe3069283u);
    golden(folder);
    streams(folder);
    session();
    sequence();
    configuration();
    forces();
    watchdog();
    switches();
    samples();
    self_tests();
    quadrature();
    printf("core: %d checks, %d failed\n", checks, failures);
    return failures != 0;
}
