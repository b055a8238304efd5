#include "rig.h"

#include <string.h>

#include "port.h"

enum { DRIVE = 1, DUTY = 2 };
enum {
    END_STOP = 1 << 0,
    EMERGENCY_STOP = 1 << 1,
    WATCHDOG = 1 << 2,
    SENSOR_FAULT = 1 << 4,
    DRIVER_FAULT = 1 << 5,
    COMMAND_SEEN = 1 << 8,
    ARMED = 1 << 9,
    DRIVING = 1 << 10,
    LIMIT_LOW = 1 << 11,
    LIMIT_HIGH = 1 << 12,
    CONFIGURED = 1 << 13,
    LATE = 1 << 14,
};
enum { PIPELINED = 65535, FULL = 10000, CONFIGURE_BYTES = 19 };
enum { LIMITS = PORT_LIMIT_LOW | PORT_LIMIT_HIGH, BLOCKS = PORT_EMERGENCY_STOP | PORT_DRIVER_FAULT };
#define HELLO_EVERY 100000ul

static struct {
    plumb_parser parser;
    uint32_t session;
    uint32_t digest;
    uint32_t watchdog, force_limit, full_scale;
    uint32_t hello_at, sample_at, command_at, ticked_at;
    uint16_t last;   /* number of the last frame accepted */
    uint16_t number; /* of the last frame sent */
    uint16_t period, sample_after, dead_zone;
    uint16_t command; /* number of the newest COMMAND */
    uint16_t missed_before;
    uint16_t longest_loop;
    uint16_t sessions, damaged;
    int16_t duty; /* as commanded */
    int16_t duty_limit;
    uint8_t inputs;
    bool configured, reversed, armed, driving, bitten, seen, late;
    bool old; /* the newest command is older than commandAge can say */
    bool watching;
} rig;

static plumb_writer out;

static bool reached(uint32_t now, uint32_t when) { return (int32_t)(now - when) >= 0; }

static void begin(uint8_t type) { plumb_begin(&out, type, (uint16_t)(rig.number + 1)); }

static void send(void) {
    uint8_t length = plumb_finish(&out);
    /* What found no room has used no number: the host sees no gap but a STATE that comes later. */
    if (port_send(out.block, length)) {
        rig.number++;
    }
}

static void motor(int16_t duty, bool enable) {
    rig.duty = enable ? duty : 0;
    rig.driving = enable;
    port_motor(rig.reversed ? (int16_t)-rig.duty : rig.duty, enable);
}

static void release(void) {
    rig.armed = false;
    motor(0, false);
}

static void hello(uint32_t session) {
    const port_board *b = port_describe();
    begin(PLUMB_HELLO);
    plumb_u8(&out, PLUMB_PROTOCOL);
    plumb_u8(&out, PLUMB_MAJOR);
    plumb_u8(&out, PLUMB_MINOR);
    plumb_u8(&out, PLUMB_PATCH);
    plumb_u32(&out, session);
    plumb_u32(&out, b->boot);
    for (uint8_t i = 0; i < sizeof b->name; i++) {
        plumb_u8(&out, (uint8_t)b->name[i]);
    }
    for (uint8_t i = 0; i < 3; i++) {
        plumb_u32(&out, b->counts_per_turn[i]);
    }
    plumb_u32(&out, b->count_rate);
    plumb_u32(&out, b->watchdog);
    plumb_u32(&out, b->force_limit);
    plumb_u16(&out, b->duty_steps);
    plumb_u16(&out, b->shortest_period);
    plumb_u16(&out, b->capabilities);
    send();
}

/* Duty of a force that is within the limit; 32 bits suffice up to 150 N. */
static int16_t duty_of(uint32_t magnitude) {
    if (magnitude == 0) {
        return 0;
    }
    uint32_t scaled = (magnitude * (uint32_t)(FULL - rig.dead_zone) + rig.full_scale / 2) / rig.full_scale;
    uint32_t duty = rig.dead_zone + scaled;
    return (int16_t)(duty > FULL ? FULL : duty);
}

static void forget(void) {
    rig.reversed = false;
    rig.configured = false;
    rig.digest = 0;
    rig.seen = rig.old = rig.bitten = rig.watching = rig.late = false;
    rig.command = 0;
    rig.watchdog = port_describe()->watchdog;
}

static void greet(const uint8_t *payload, uint16_t number) {
    uint32_t asked = plumb_get32(payload + 1);
    if (payload[0] != PLUMB_PROTOCOL) {
        hello(0);
        return;
    }
    if (asked == 0) {
        return;
    }
    if (asked != rig.session) {
        release();
        forget();
        rig.session = asked;
        rig.sessions++;
        rig.last = number;
    } else if (plumb_is_new(number, rig.last)) {
        rig.last = number;
    }
    hello(rig.session);
}

static void configure(const uint8_t *payload, uint32_t now) {
    const port_board *b = port_describe();
    uint16_t period = plumb_get16(payload);
    uint32_t watchdog = plumb_get32(payload + 4), limit = plumb_get32(payload + 8), full = plumb_get32(payload + 12);
    uint16_t dead_zone = plumb_get16(payload + 16);
    uint8_t result = 0;
    if (period == 0 || period < b->shortest_period) {
        result = 1;
    } else if (watchdog == 0 || watchdog > b->watchdog) {
        result = 2;
    } else if (limit == 0 || full == 0) {
        result = 3;
    } else if (dead_zone >= FULL) {
        result = 4;
    } else if (payload[18] > 1) {
        result = 5;
    } else {
        int32_t counts[3];
        release();
        rig.period = period;
        rig.sample_after = plumb_get16(payload + 2);
        rig.watchdog = watchdog;
        rig.force_limit = limit < b->force_limit ? limit : b->force_limit;
        rig.full_scale = full;
        rig.dead_zone = dead_zone;
        rig.reversed = payload[18] != 0;
        rig.duty_limit = duty_of(rig.force_limit);
        rig.digest = plumb_crc32c(payload, CONFIGURE_BYTES);
        rig.missed_before = port_counts(counts);
        rig.sample_at = now + period;
        rig.late = false;
        rig.configured = true;
    }
    begin(PLUMB_CONFIGURED);
    plumb_u8(&out, result);
    plumb_u32(&out, rig.digest);
    send();
}

/* What the limit switches let through: only what leads away from a tripped one. */
static int16_t let_through(int16_t duty) {
    if ((rig.inputs & PORT_LIMIT_LOW && duty < 0) || (rig.inputs & PORT_LIMIT_HIGH && duty > 0)) {
        return 0;
    }
    return duty;
}

/* Looks at the switches; a stop takes effect at once. */
static void look(void) {
    uint8_t before = rig.inputs;
    rig.inputs = port_inputs();
    if (rig.inputs & BLOCKS || rig.inputs & LIMITS & (uint8_t)~before) {
        release();
    }
}

static void command(const uint8_t *payload, uint16_t number, uint32_t now) {
    rig.seen = rig.watching = true;
    rig.old = rig.bitten = false;
    rig.command = number;
    rig.command_at = now;
    uint8_t flags = payload[0];
    bool blocked = (rig.inputs & BLOCKS) != 0;
    if (!(flags & DRIVE) || flags & (uint8_t)~(DRIVE | DUTY)) {
        motor(0, false);
        /* A flag that nobody knows is no heartbeat to arm with. */
        if (!(flags & (uint8_t)~(DRIVE | DUTY)) && rig.configured && !blocked) {
            rig.armed = true;
        }
    } else if (rig.armed && !blocked) {
        uint32_t raw = plumb_get32(payload + 1);
        bool negative = raw >> 31;
        uint32_t magnitude = negative ? 0u - raw : raw;
        int16_t duty;
        if (flags & DUTY) {
            duty = magnitude > (uint32_t)rig.duty_limit ? rig.duty_limit : (int16_t)magnitude;
        } else {
            duty = magnitude >= rig.force_limit ? rig.duty_limit : duty_of(magnitude);
        }
        motor(let_through(negative ? (int16_t)-duty : duty), true);
    }
    if (rig.configured && rig.sample_after != PIPELINED) {
        rig.sample_at = now + rig.sample_after;
    }
}

static uint16_t missed(int32_t counts[3]) {
    uint16_t all = port_counts(counts);
    return all == 0xffff ? all : (uint16_t)(all - rig.missed_before);
}

static void self_test(uint8_t tests) {
    port_health health = {0};
    int32_t counts[3];
    uint16_t capabilities = port_describe()->capabilities;
    uint16_t lost = missed(counts);
    if (rig.driving) {
        tests = 0;
    }
    port_self_test(tests, &health);
    health.ran &= tests;
    health.passed &= health.ran;
    if (tests & 4) {
        health.ran |= 4;
        health.passed |= lost == 0 ? 4 : 0;
    }
    if (tests & 8 && capabilities & 2) {
        health.ran |= 8;
        health.passed |= (rig.inputs & LIMITS) != LIMITS ? 8 : 0;
    }
    if (tests & 16 && capabilities & 4) {
        health.ran |= 16;
        health.passed |= rig.inputs & PORT_EMERGENCY_STOP ? 0 : 16;
    }
    if (health.passed & 32 && rig.inputs & PORT_DRIVER_FAULT) {
        health.passed &= (uint8_t)~32;
    }
    begin(PLUMB_SELF_TEST_RESULT);
    plumb_u8(&out, health.ran);
    plumb_u8(&out, health.passed);
    plumb_u16(&out, rig.longest_loop);
    plumb_u16(&out, health.free_memory);
    plumb_u16(&out, health.line_errors);
    plumb_u16(&out, lost);
    plumb_u8(&out, health.reset_cause);
    send();
    rig.longest_loop = 0;
}

static void sample(uint32_t now) {
    int32_t counts[3];
    uint16_t lost = missed(counts);
    uint16_t status = CONFIGURED;
    status |= rig.inputs & LIMITS ? END_STOP : 0;
    status |= rig.inputs & PORT_LIMIT_LOW ? LIMIT_LOW : 0;
    status |= rig.inputs & PORT_LIMIT_HIGH ? LIMIT_HIGH : 0;
    status |= rig.inputs & PORT_EMERGENCY_STOP ? EMERGENCY_STOP : 0;
    status |= rig.inputs & PORT_DRIVER_FAULT ? DRIVER_FAULT : 0;
    status |= rig.bitten ? WATCHDOG : 0;
    status |= lost != 0 ? SENSOR_FAULT : 0;
    status |= rig.seen ? COMMAND_SEEN : 0;
    status |= rig.armed ? ARMED : 0;
    status |= rig.driving ? DRIVING : 0;
    status |= rig.late ? LATE : 0;
    uint32_t age = now - rig.command_at;
    begin(PLUMB_STATE);
    plumb_u32(&out, now);
    plumb_u16(&out, status);
    plumb_u16(&out, rig.command);
    plumb_u16(&out, rig.old || age > 0xffff ? 0xffff : (uint16_t)age);
    for (uint8_t i = 0; i < 3; i++) {
        plumb_u32(&out, (uint32_t)counts[i]);
    }
    plumb_u16(&out, (uint16_t)rig.duty);
    uint16_t before = rig.number;
    send();
    if (rig.number != before) {
        rig.late = false;
    }
}

void rig_start(void) {
    memset(&rig, 0, sizeof rig);
    forget();
    motor(0, false);
    rig.inputs = port_inputs();
    rig.ticked_at = port_micros();
    rig.hello_at = rig.ticked_at + HELLO_EVERY;
}

void rig_byte(uint8_t byte) {
    plumb_outcome outcome = plumb_accept(&rig.parser, byte);
    if (outcome != PLUMB_ACCEPTED) {
        rig.damaged = (uint16_t)(rig.damaged + (outcome == PLUMB_DAMAGED));
        return;
    }
    const uint8_t *message = rig.parser.block;
    const uint8_t *payload = message + PLUMB_HEADER;
    uint16_t number = plumb_get16(message + 1);
    uint8_t type = message[0];
    if (type == PLUMB_HELLO_REQUEST) {
        greet(payload, number);
        return;
    }
    if (rig.session == 0 || type >= 0x80 || !plumb_is_new(number, rig.last)) {
        return;
    }
    rig.last = number;
    look();
    uint32_t now = port_micros();
    switch (type) {
        case PLUMB_COMMAND: command(payload, number, now); break;
        case PLUMB_CONFIGURE: configure(payload, now); break;
        case PLUMB_SELF_TEST: self_test(payload[0]); break;
        default: release(); break; /* STOP is all that is left */
    }
}

void rig_tick(void) {
    uint32_t now = port_micros();
    uint32_t loop = now - rig.ticked_at;
    rig.ticked_at = now;
    if (loop > rig.longest_loop) {
        rig.longest_loop = loop > 0xffff ? 0xffff : (uint16_t)loop;
    }
    look();
    if (rig.watching && now - rig.command_at >= rig.watchdog) {
        rig.watching = false;
        rig.bitten = true;
        motor(0, false);
    }
    if (rig.driving && let_through(rig.duty) != rig.duty) {
        motor(0, true);
    }
    if (rig.seen && now - rig.command_at > 0xffff) {
        rig.old = true;
    }
    if (rig.session == 0) {
        if (reached(now, rig.hello_at)) {
            rig.hello_at = now + HELLO_EVERY;
            hello(0);
        }
    } else if (rig.configured && reached(now, rig.sample_at)) {
        uint32_t behind = now - rig.sample_at;
        rig.late |= behind > rig.period / 4;
        /* By the rig's own clock, unless a whole period was missed. */
        rig.sample_at = behind < rig.period ? rig.sample_at + rig.period : now + rig.period;
        sample(now);
    }
}

uint16_t rig_sessions(void) { return rig.sessions; }

uint16_t rig_damaged(void) { return rig.damaged; }
