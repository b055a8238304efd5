/* Frames of the serial protocol (deploy/docs/serial-protocol.md): CRC-32C, COBS, parser, sequence window. C11, no heap. */
#ifndef PLUMB_FRAME_H
#define PLUMB_FRAME_H

#include <stdbool.h>
#include <stdint.h>

enum {
    PLUMB_COMMAND = 0x01,
    PLUMB_HELLO_REQUEST = 0x02,
    PLUMB_CONFIGURE = 0x03,
    PLUMB_SELF_TEST = 0x04,
    PLUMB_STOP = 0x05,
    PLUMB_STATE = 0x81,
    PLUMB_HELLO = 0x82,
    PLUMB_CONFIGURED = 0x83,
    PLUMB_SELF_TEST_RESULT = 0x84,
};

enum {
    PLUMB_HEADER = 3,
    PLUMB_OVERHEAD = 7,
    PLUMB_LONGEST_BLOCK = 72,
    PLUMB_LONGEST_FRAME = 73,
};

/* Payload bytes of a type, -1 when the type is not in the table. */
int8_t plumb_payload(uint8_t type);

uint32_t plumb_crc32c(const uint8_t *bytes, uint8_t length);

/* One frame in the making; `block` holds the message from index 1 on, so that COBS works in place. */
typedef struct {
    uint8_t block[PLUMB_LONGEST_FRAME];
    uint8_t length;
} plumb_writer;

void plumb_begin(plumb_writer *w, uint8_t type, uint16_t sequence);
void plumb_u8(plumb_writer *w, uint8_t value);
void plumb_u16(plumb_writer *w, uint16_t value);
void plumb_u32(plumb_writer *w, uint32_t value);
/* Adds the checksum, encodes; bytes of the whole frame in `block`, delimiter included. */
uint8_t plumb_finish(plumb_writer *w);

typedef enum { PLUMB_NOTHING, PLUMB_ACCEPTED, PLUMB_DAMAGED } plumb_outcome;

/* All zero is a parser that has seen nothing. After PLUMB_ACCEPTED the message stands in `block` until the next byte. */
typedef struct {
    uint8_t block[PLUMB_LONGEST_BLOCK];
    uint8_t length;
    uint8_t message; /* length of the decoded message */
} plumb_parser;

plumb_outcome plumb_accept(plumb_parser *p, uint8_t byte);

static inline uint16_t plumb_get16(const uint8_t *at) { return (uint16_t)(at[0] | (uint16_t)at[1] << 8); }
static inline uint32_t plumb_get32(const uint8_t *at) {
    return (uint32_t)plumb_get16(at) | (uint32_t)plumb_get16(at + 2) << 16;
}

/* Whether a frame with this number is new after `last`. */
static inline bool plumb_is_new(uint16_t number, uint16_t last) {
    uint16_t delta = (uint16_t)(number - last);
    return delta != 0 && delta < 0x8000u;
}

#endif
