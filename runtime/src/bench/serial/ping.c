/*
 * A ping-pong with the firmware's twin: COMMAND there, STATE back, once a millisecond, on one thread.
 * ping PORT ROUNDS blocking|spinning: prints the time of each round trip in nanoseconds, one a line; it waits for the answer
 * in read(), or asks for it again and again. What comes is not looked at but for its end, so that this is what pseudo
 * terminal, kernel and twin take.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "frame.h"

enum { PRIORITY = 80, WARM_UP = 500, COMMAND_FRAME = 14, STATE_FRAME = 33 };
#define PERIOD 1000000

static int line;
static plumb_writer out;
static uint16_t number;

static void fail(const char *what) {
    perror(what);
    exit(3);
}

static void deliver(void) {
    uint8_t length = plumb_finish(&out);
    if (write(line, out.block, length) != length) {
        fail("write");
    }
}

/* Reads up to the end of one frame; its length. */
static int frame(uint8_t *bytes) {
    int have = 0;
    do {
        ssize_t count = read(line, bytes + have, (size_t)(256 - have));
        if (count > 0) {
            have += (int)count;
        } else if (count == 0 || errno != EAGAIN) {
            fail("read");
        }
    } while (have == 0 || (bytes[have - 1] != 0 && have < 256));
    return have;
}

static void await(uint8_t type) {
    plumb_parser parser = {0};
    uint8_t byte;
    do {
        if (read(line, &byte, 1) != 1) {
            fail("read");
        }
    } while (plumb_accept(&parser, byte) != PLUMB_ACCEPTED || parser.block[0] != type);
}

static void greet(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    plumb_begin(&out, PLUMB_HELLO_REQUEST, number);
    plumb_u8(&out, 1);
    plumb_u32(&out, (uint32_t)now.tv_nsec | 1);
    deliver();
    await(PLUMB_HELLO);
    plumb_begin(&out, PLUMB_CONFIGURE, ++number);
    plumb_u16(&out, 65000); /* no sample by itself: each COMMAND comes first */
    plumb_u16(&out, 0);     /* and is answered at once */
    plumb_u32(&out, 20000);
    plumb_u32(&out, 30000);
    plumb_u32(&out, 33000);
    plumb_u16(&out, 400);
    plumb_u8(&out, 0);
    deliver();
    await(PLUMB_CONFIGURED);
}

static int64_t nanos(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int main(int argc, char **argv) {
    int rounds = argc == 4 ? atoi(argv[2]) : 0;
    struct sched_param priority = {.sched_priority = PRIORITY};
    struct termios raw;
    if (rounds <= 0 || (strcmp(argv[3], "blocking") != 0 && strcmp(argv[3], "spinning") != 0)) {
        fprintf(stderr, "usage: ping PORT ROUNDS blocking|spinning\n");
        return 2;
    }
    int64_t *took = calloc((size_t)rounds, sizeof *took);
    line = open(argv[1], O_RDWR | O_NOCTTY);
    if (took == NULL || line < 0 || tcgetattr(line, &raw) != 0) {
        fail(argv[1]);
    }
    cfmakeraw(&raw);
    tcsetattr(line, TCSANOW, &raw);
    tcflush(line, TCIOFLUSH);
    /* Where it is not permitted both sides of the comparison are ordinary. */
    (void)sched_setscheduler(0, SCHED_FIFO, &priority);
    (void)prctl(PR_SET_TIMERSLACK, 1);
    greet();
    if (strcmp(argv[3], "spinning") == 0 && fcntl(line, F_SETFL, O_NONBLOCK) != 0) {
        fail("fcntl");
    }
    int64_t due = nanos();
    for (int i = -WARM_UP; i < rounds; i++) {
        uint8_t bytes[256];
        plumb_begin(&out, PLUMB_COMMAND, ++number);
        plumb_u8(&out, 0);
        plumb_u32(&out, 0);
        uint8_t length = plumb_finish(&out);
        due += PERIOD;
        struct timespec at = {due / 1000000000, due % 1000000000};
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL);
        int64_t began = nanos();
        if (length != COMMAND_FRAME || write(line, out.block, length) != length) {
            fail("write");
        }
        int came = frame(bytes);
        int64_t ended = nanos();
        if (came != STATE_FRAME) {
            fprintf(stderr, "ping: %d bytes came, must be %d\n", came, STATE_FRAME);
            return 3;
        }
        if (i >= 0) {
            took[i] = ended - began;
        }
        if (ended > due + PERIOD) {
            due = ended;
        }
    }
    for (int i = 0; i < rounds; i++) {
        printf("%lld\n", (long long)took[i]);
    }
    return 0;
}
