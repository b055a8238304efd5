/* Quadrature decoding: all edges counted, transitions that do not exist counted apart. */
#ifndef PLUMB_QUADRATURE_H
#define PLUMB_QUADRATURE_H

#include <stdint.h>

typedef struct {
    int32_t count;
    uint16_t missed; /* transitions that do not exist, 65535 = that or more */
    uint8_t levels;  /* A in bit 0, B in bit 1 */
} plumb_quadrature;

/* Order of the levels when counting up: 00 01 11 10. Both inputs at once: an edge was lost, direction unknown. */
static inline void plumb_edge(plumb_quadrature *q, uint8_t levels) {
    static const int8_t step[16] = {0, 1, -1, 2, -1, 0, 2, 1, 1, 2, 0, -1, 2, -1, 1, 0};
    int8_t s = step[(uint8_t)(q->levels << 2 | levels)];
    q->levels = levels;
    if (s == 2) {
        if (q->missed != 0xffff) {
            q->missed++;
        }
    } else {
        /* Wraps like the field of STATE does. */
        q->count = (int32_t)((uint32_t)q->count + (uint32_t)(int32_t)s);
    }
}

#endif
