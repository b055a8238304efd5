#include "frame.h"

#include "crc_table.h"

int8_t plumb_payload(uint8_t type) {
    switch (type) {
        case PLUMB_COMMAND: return 5;
        case PLUMB_HELLO_REQUEST: return 5;
        case PLUMB_CONFIGURE: return 19;
        case PLUMB_SELF_TEST: return 1;
        case PLUMB_STOP: return 1;
        case PLUMB_STATE: return 24;
        case PLUMB_HELLO: return 58;
        case PLUMB_CONFIGURED: return 5;
        case PLUMB_SELF_TEST_RESULT: return 11;
        default: return -1;
    }
}

uint32_t plumb_crc32c(const uint8_t *bytes, uint8_t length) {
    uint32_t crc = 0xffffffffu;
    while (length-- > 0) {
        crc = crc >> 8 ^ plumb_crc_table[(uint8_t)crc ^ *bytes++];
    }
    return crc ^ 0xffffffffu;
}

void plumb_begin(plumb_writer *w, uint8_t type, uint16_t sequence) {
    w->length = 1;
    plumb_u8(w, type);
    plumb_u16(w, sequence);
}

void plumb_u8(plumb_writer *w, uint8_t value) {
    /* The last place belongs to the delimiter. */
    if (w->length < PLUMB_LONGEST_FRAME - 1) {
        w->block[w->length++] = value;
    }
}

void plumb_u16(plumb_writer *w, uint16_t value) {
    plumb_u8(w, (uint8_t)value);
    plumb_u8(w, (uint8_t)(value >> 8));
}

void plumb_u32(plumb_writer *w, uint32_t value) {
    plumb_u16(w, (uint16_t)value);
    plumb_u16(w, (uint16_t)(value >> 16));
}

uint8_t plumb_finish(plumb_writer *w) {
    plumb_u32(w, plumb_crc32c(w->block + 1, (uint8_t)(w->length - 1)));
    /* Every zero becomes the distance to the next one; at most 72 bytes, so no distance reaches 0xff. */
    uint8_t next = w->length;
    for (uint8_t i = w->length; i-- > 0;) {
        if (i == 0 || w->block[i] == 0) {
            w->block[i] = (uint8_t)(next - i);
            next = i;
        }
    }
    w->block[w->length++] = 0;
    return w->length;
}

/* Undoes COBS in place: false when a code reaches beyond the end. */
static bool decode(plumb_parser *p, uint8_t length) {
    uint8_t in = 0, out = 0;
    while (in < length) {
        uint8_t code = p->block[in];
        if (code > length - in) {
            return false;
        }
        for (uint8_t i = 1; i < code; i++) {
            p->block[out++] = p->block[in + i];
        }
        in = (uint8_t)(in + code);
        if (in < length) {
            p->block[out++] = 0;
        }
    }
    p->message = out;
    return true;
}

plumb_outcome plumb_accept(plumb_parser *p, uint8_t byte) {
    if (byte != 0) {
        if (p->length < PLUMB_LONGEST_BLOCK) {
            p->block[p->length] = byte;
        }
        /* One more than fits stands for all that is too long. */
        if (p->length <= PLUMB_LONGEST_BLOCK) {
            p->length++;
        }
        return PLUMB_NOTHING;
    }
    uint8_t length = p->length;
    p->length = 0;
    if (length == 0) {
        return PLUMB_NOTHING;
    }
    if (length > PLUMB_LONGEST_BLOCK || !decode(p, length) || p->message < PLUMB_OVERHEAD) {
        return PLUMB_DAMAGED;
    }
    int8_t payload = plumb_payload(p->block[0]);
    if (payload < 0 || payload + PLUMB_OVERHEAD != p->message) {
        return PLUMB_DAMAGED;
    }
    uint8_t summed = (uint8_t)(p->message - 4);
    return plumb_crc32c(p->block, summed) == plumb_get32(p->block + summed) ? PLUMB_ACCEPTED : PLUMB_DAMAGED;
}
