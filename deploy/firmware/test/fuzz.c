/*
 * What no input may break. Built with libFuzzer (make fuzz) each input goes, as it is, to the parser, and, cut into messages
 * that get their checksum here, to the whole rig. Built with COMPARE it reads inputs from stdin (length u16, bytes) and prints what the
 * parser made of each, so that another parser can be held against it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "frame.h"
#include "port.h"
#include "rig.h"

static long inputs_so_far;

static void must(bool condition, const char *what) {
    if (!condition) {
        fprintf(stderr, "input %ld: not true: %s\n", inputs_so_far, what);
        abort();
    }
}

#ifdef COMPARE

int main(void) {
    static uint8_t bytes[65536];
    uint8_t head[2];
    while (fread(head, 1, 2, stdin) == 2) {
        size_t length = plumb_get16(head);
        plumb_parser parser = {0};
        unsigned damaged = 0;
        must(fread(bytes, 1, length, stdin) == length, "the input is whole");
        for (size_t i = 0; i < length; i++) {
            plumb_outcome outcome = plumb_accept(&parser, bytes[i]);
            damaged += outcome == PLUMB_DAMAGED;
            if (outcome == PLUMB_ACCEPTED) {
                for (int at = 0; at < parser.message - 4; at++) {
                    printf("%02x", parser.block[at]);
                }
                printf(" ");
            }
        }
        printf("%u\n", damaged);
    }
    return 0;
}

#else

static const port_board board = {"fuzzed", {16384, 16384, 16384}, 40000, 20000, 30000, 400, 1000, 15, 7};
static uint32_t now;
static uint8_t inputs;
static uint16_t lost;
static int16_t duty;
static bool enabled, room;
static plumb_parser heard;

const port_board *port_describe(void) { return &board; }
uint32_t port_micros(void) { return now; }
uint8_t port_inputs(void) { return inputs; }
uint16_t port_counts(int32_t counts[3]) {
    counts[0] = counts[1] = counts[2] = (int32_t)now;
    return lost;
}
void port_motor(int16_t d, bool e) {
    must(d >= -10000 && d <= 10000, "a duty is at most full scale");
    must(e || d == 0, "a driver that is off has no duty");
    must(!e || !(inputs & (PORT_EMERGENCY_STOP | PORT_DRIVER_FAULT)), "nothing drives while it is blocked");
    duty = d;
    enabled = e;
}
bool port_send(const uint8_t *frame, uint8_t length) {
    for (uint8_t i = 0; i < length; i++) {
        plumb_outcome outcome = plumb_accept(&heard, frame[i]);
        must(outcome != PLUMB_DAMAGED && (outcome == PLUMB_ACCEPTED) == (i == length - 1), "what the rig sends is one whole frame");
    }
    must(heard.block[0] >= 0x80, "the rig sends what a rig sends");
    if (heard.block[0] == PLUMB_STATE) {
        /* As commanded: the motor may be wired the other way. */
        uint16_t status = plumb_get16(heard.block + PLUMB_HEADER + 4);
        int16_t commanded = (int16_t)plumb_get16(heard.block + PLUMB_HEADER + 22);
        must(!(status >> 11 & 1) || commanded >= 0, "nothing drives into the switch at negative positions");
        must(!(status >> 12 & 1) || commanded <= 0, "nothing drives into the switch at positive positions");
        must((commanded == 0 || status >> 10 & 1) && (duty == commanded || duty == -commanded), "the duty is the motor's");
    }
    return room;
}
void port_self_test(uint8_t tests, port_health *health) {
    must(!enabled || tests == 0, "nothing is tested while the motor runs");
    health->ran = health->passed = 0x23;
}

static void parse(const uint8_t *data, size_t size) {
    plumb_parser parser = {0};
    for (size_t i = 0; i < size; i++) {
        if (plumb_accept(&parser, data[i]) != PLUMB_ACCEPTED) {
            continue;
        }
        /* What was accepted goes back into the same frame. */
        plumb_writer writer;
        plumb_parser again = {0};
        must(parser.message == plumb_payload(parser.block[0]) + PLUMB_OVERHEAD, "the length is that of the type");
        plumb_begin(&writer, parser.block[0], plumb_get16(parser.block + 1));
        for (int at = PLUMB_HEADER; at < parser.message - 4; at++) {
            plumb_u8(&writer, parser.block[at]);
        }
        uint8_t length = plumb_finish(&writer);
        for (uint8_t at = 0; at < length; at++) {
            plumb_outcome outcome = plumb_accept(&again, writer.block[at]);
            must((outcome == PLUMB_ACCEPTED) == (at == length - 1), "its own frame is accepted");
        }
        must(memcmp(again.block, parser.block, parser.message) == 0, "the same message");
    }
}

/* Each byte says what comes next: a message (its payload from the input), time, switches, or a byte on the line as it is. */
static void run(const uint8_t *data, size_t size) {
    uint16_t number = 0;
    now = 0xfffff000u;
    inputs = 0;
    lost = 0;
    room = true;
    memset(&heard, 0, sizeof heard);
    rig_start();
    for (size_t i = 0; i < size;) {
        uint8_t what = data[i++];
        uint8_t type = what & 15;
        if (type >= 1 && type <= 5) {
            plumb_writer writer;
            number = (uint16_t)(number + 1 + (what >> 6) * 40);
            plumb_begin(&writer, type, number);
            for (int at = plumb_payload(type); at > 0; at--) {
                plumb_u8(&writer, i < size ? data[i++] : 0);
            }
            uint8_t length = plumb_finish(&writer);
            for (uint8_t at = 0; at < length; at++) {
                rig_byte(writer.block[at]);
            }
        } else if (type >= 6 && type < 10) {
            now += (uint32_t)(what >> 4) << (2 * (type - 6) + 4);
        } else if (type == 10) {
            inputs = what >> 4;
        } else if (type == 11) {
            lost = (uint16_t)(lost + (what >> 4));
        } else if (type == 12) {
            room = what >> 4 & 1;
        } else if (i < size) {
            rig_byte(data[i++]);
        }
        rig_tick();
        must(!enabled || !(inputs & (PORT_EMERGENCY_STOP | PORT_DRIVER_FAULT)), "a blocked rig is off after a turn of the loop");
        must((inputs & 3) != 3 || duty == 0, "nothing drives between two switches");
    }
    now += 20001;
    rig_tick();
    must(!enabled, "20 ms without a command and the motor is off");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    parse(data, size);
    run(data, size);
    return 0;
}

#ifdef SEEDED

#include <sanitizer/common_interface_defs.h>

static uint32_t random_state;
static uint32_t draw(uint32_t below) {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 17;
    random_state ^= random_state << 5;
    return random_state % below;
}

static void died(void) { fprintf(stderr, "input %ld: the sanitizer found it\n", inputs_so_far); }

/* Each byte of an input may be lost, doubled, or another one. */
static size_t mutate(uint8_t *to, const uint8_t *from, size_t size, size_t most) {
    uint32_t per_thousand = 1 + draw(60);
    size_t out = 0;
    for (size_t i = 0; i < size && out + 2 < most; i++) {
        uint32_t what = draw(1000) < per_thousand ? draw(4) : 4;
        if (what != 0) {
            to[out++] = what == 1 ? (uint8_t)draw(256) : what == 2 ? (uint8_t)(from[i] ^ 1u << draw(8)) : from[i];
        }
        if (what == 3) {
            to[out++] = from[i];
        }
    }
    return out;
}

/* Without clang: the inputs of the files, and as many again and again with errors. `fuzz-seeded INPUTS SEED FILE...` */
int main(int argc, char **argv) {
    enum { ROOM = 4096, FILES = 1024 };
    static uint8_t known[FILES][ROOM], bytes[2 * ROOM];
    static size_t lengths[FILES];
    int files = argc - 3;
    must(argc > 3 && files <= FILES, "usage: fuzz-seeded INPUTS SEED FILE...");
    __sanitizer_set_death_callback(died);
    random_state = (uint32_t)strtoul(argv[2], NULL, 10) | 1;
    for (int i = 0; i < files; i++) {
        FILE *f = fopen(argv[3 + i], "rb");
        must(f != NULL, argv[3 + i]);
        lengths[i] = fread(known[i], 1, ROOM, f);
        fclose(f);
    }
    for (long wanted = atol(argv[1]); inputs_so_far < wanted; inputs_so_far++) {
        if (inputs_so_far < files) {
            LLVMFuzzerTestOneInput(known[inputs_so_far], lengths[inputs_so_far]);
        } else {
            uint32_t which = draw((uint32_t)files);
            LLVMFuzzerTestOneInput(bytes, mutate(bytes, known[which], lengths[which], sizeof bytes));
        }
    }
    printf("fuzz: %ld inputs, no finding\n", inputs_so_far);
    return 0;
}

#endif

#endif
