/*
 * The firmware's parser at the end of a line that flips bits: bits_test FRAMES RATE SEED. Commands, configurations and all else that
 * a host sends, with values at random, go over the line frame by frame. What the parser accepts must be what was sent under that
 * number, byte for byte; anything else is a wrong value, and one is enough to fail. Why a block was thrown away is worked out here a
 * second time, from the protocol's page and not from the parser, and both must agree on every block.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "frame.h"

enum { REMEMBERED = 65536, MESSAGE = 32, BLOCK = 4096, MOST_FLIPS = 8 };
enum { GOOD, EMPTY, TOO_LONG, BAD_CODE, TOO_SHORT, UNKNOWN, WRONG_LENGTH, WRONG_SUM, REASONS };
static const char *const reasons[REASONS] = {
    "good", "empty", "too long", "COBS code beyond the end", "too short", "unknown type", "length of another type", "wrong checksum"};
static const uint8_t types[] = {PLUMB_COMMAND, PLUMB_COMMAND, PLUMB_COMMAND, PLUMB_HELLO_REQUEST, PLUMB_CONFIGURE, PLUMB_SELF_TEST, PLUMB_STOP};

static uint64_t state;
static uint64_t draw(void) { /* splitmix64 */
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}
static double chance(void) { return (double)(draw() >> 11) * 0x1p-53; }

static uint8_t sent[REMEMBERED][MESSAGE], sent_length[REMEMBERED];

/* The block since the last zero byte, and what the protocol's page says of it. */
static uint8_t block[BLOCK];
static int collected;

/* Bit by bit, so that it shares nothing with the parser's table. */
static uint32_t checksum(const uint8_t *bytes, int length) {
    uint32_t crc = 0xffffffffu;
    for (int i = 0; i < length; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc >> 1 ^ (crc & 1 ? 0x82f63b78u : 0);
        }
    }
    return ~crc;
}

static int judge(void) {
    static const int lengths[256] = {[0x01] = 5, [0x02] = 5, [0x03] = 19, [0x04] = 1, [0x05] = 1,
        [0x81] = 24, [0x82] = 58, [0x83] = 5, [0x84] = 11};
    uint8_t message[BLOCK];
    int length = 0;
    if (collected == 0) {
        return EMPTY;
    }
    if (collected > 72) {
        return TOO_LONG;
    }
    for (int at = 0; at < collected;) {
        int code = block[at];
        if (at + code > collected) {
            return BAD_CODE;
        }
        memcpy(message + length, block + at + 1, (size_t)code - 1);
        length += code - 1;
        at += code;
        if (at < collected) {
            message[length++] = 0;
        }
    }
    if (length < 7) {
        return TOO_SHORT;
    }
    if (lengths[message[0]] == 0) {
        return UNKNOWN;
    }
    if (lengths[message[0]] + 7 != length) {
        return WRONG_LENGTH;
    }
    return checksum(message, length - 4) == plumb_get32(message + length - 4) ? GOOD : WRONG_SUM;
}

int main(int argc, char **argv) {
    long frames = argc == 4 ? atol(argv[1]) : 0;
    double rate = argc == 4 ? atof(argv[2]) : 0;
    if (frames <= 0 || !(rate > 0 && rate < 1)) {
        fprintf(stderr, "usage: bits_test FRAMES RATE SEED\n");
        return 2;
    }
    state = strtoull(argv[3], NULL, 10);
    plumb_parser parser = {0};
    long hit = 0, accepted = 0, wrong = 0, disagreed = 0, bits = 0, flipped = 0, by_flips[MOST_FLIPS + 1] = {0}, blocks[REASONS] = {0};
    double per_bit = log1p(-rate), gap = floor(log1p(-chance()) / per_bit);
    for (long i = 0; i < frames; i++) {
        plumb_writer writer;
        uint16_t number = (uint16_t)i;
        uint8_t type = types[draw() % sizeof types];
        plumb_begin(&writer, type, number);
        for (int at = plumb_payload(type); at > 0; at--) {
            uint64_t value = draw();
            /* Zero bytes are what COBS is about: as common as in real messages. */
            plumb_u8(&writer, value & 0x300 ? (uint8_t)value : 0);
        }
        sent_length[number] = (uint8_t)(writer.length - 1);
        memcpy(sent[number], writer.block + 1, sent_length[number]);
        uint8_t length = plumb_finish(&writer);
        int flips = 0;
        while (gap < 8.0 * length) {
            writer.block[(int)gap / 8] ^= (uint8_t)(1u << ((int)gap % 8));
            flips++;
            gap += 1 + floor(log1p(-chance()) / per_bit);
        }
        gap -= 8.0 * length;
        bits += 8L * length;
        flipped += flips;
        hit += flips > 0;
        by_flips[flips < MOST_FLIPS ? flips : MOST_FLIPS]++;
        for (uint8_t at = 0; at < length; at++) {
            plumb_outcome outcome = plumb_accept(&parser, writer.block[at]);
            if (writer.block[at] != 0) {
                block[collected < BLOCK ? collected++ : BLOCK - 1] = writer.block[at];
                disagreed += outcome != PLUMB_NOTHING;
                continue;
            }
            int reason = judge();
            collected = 0;
            blocks[reason]++;
            disagreed += outcome != (reason == GOOD ? PLUMB_ACCEPTED : reason == EMPTY ? PLUMB_NOTHING : PLUMB_DAMAGED);
            if (outcome != PLUMB_ACCEPTED) {
                continue;
            }
            accepted++;
            uint16_t claimed = plumb_get16(parser.block + 1);
            if (parser.message - 4 != sent_length[claimed] || memcmp(parser.block, sent[claimed], sent_length[claimed]) != 0) {
                if (wrong++ < 5) {
                    printf("bits_test.c: frame %ld: a message of type %02x and number %u was accepted that nobody sent\n", i, parser.block[0], claimed);
                }
            }
        }
    }
    printf("bits: %ld frames, bit error rate %.1e (%ld of %ld bits), seed %s\n", frames, (double)flipped / (double)bits, flipped, bits, argv[3]);
    printf("bits: frames hit: %ld, by", hit);
    for (int i = 1; i <= MOST_FLIPS; i++) {
        printf(" %d%s: %ld%s", i, i == MOST_FLIPS ? " or more" : "", by_flips[i], i < MOST_FLIPS ? "," : "\n");
    }
    long other = 0;
    for (int i = TOO_LONG; i < WRONG_SUM; i++) {
        other += blocks[i];
    }
    printf("bits: accepted %ld, thrown away for the checksum %ld, for another reason %ld, wrong values accepted %ld, judgements that differ %ld\n",
        accepted, blocks[WRONG_SUM], other, wrong, disagreed);
    for (int i = EMPTY; i < REASONS; i++) {
        printf("bits:   %s: %ld\n", reasons[i], blocks[i]);
    }
    return wrong != 0 || disagreed != 0 || hit == 0;
}
