/* The host twin as the host sees it: through its pseudo terminal, in real time. And its plant against the reference rows. */
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "../twin/plant.h"
#include "frame.h"

static int checks, failures;
#define CHECK(condition) check((condition), #condition, __LINE__)
static void check(bool good, const char *what, int line) {
    checks++;
    if (!good) {
        failures++;
        printf("twin_test.c:%d: not true: %s\n", line, what);
    }
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static pid_t child;
static int to_child, line_fd;
static uint16_t number;
static plumb_writer out;
static plumb_parser in;

static void start(const char *twin, char *const arguments[]) {
    int give[2], take[2];
    char said[128] = {0};
    if (pipe(give) != 0 || pipe(take) != 0 || (child = fork()) < 0) {
        perror("twin_test");
        exit(2);
    }
    if (child == 0) {
        dup2(give[0], 0);
        dup2(take[1], 1);
        close(give[1]);
        close(take[0]);
        execv(twin, arguments);
        _exit(127);
    }
    close(give[0]);
    close(take[1]);
    to_child = give[1];
    for (size_t n = 0; n + 1 < sizeof said && read(take[0], said + n, 1) == 1 && said[n] != '\n'; n++) {
    }
    close(take[0]);
    said[strcspn(said, "\n")] = 0;
    CHECK(strncmp(said, "pty /dev/pts/", 13) == 0);
    line_fd = open(said + 4, O_RDWR | O_NOCTTY | O_NONBLOCK);
    if (line_fd < 0) {
        perror(said + 4);
        exit(2);
    }
    struct termios raw;
    tcgetattr(line_fd, &raw);
    cfmakeraw(&raw);
    tcsetattr(line_fd, TCSANOW, &raw);
    memset(&in, 0, sizeof in);
}

static int end(void) {
    int status;
    close(to_child);
    close(line_fd);
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void deliver(void) {
    uint8_t n = plumb_finish(&out);
    CHECK(write(line_fd, out.block, n) == n);
}
static void ask(uint32_t session) {
    plumb_begin(&out, PLUMB_HELLO_REQUEST, ++number);
    plumb_u8(&out, 1);
    plumb_u32(&out, session);
    deliver();
}
static void configure(void) {
    plumb_begin(&out, PLUMB_CONFIGURE, ++number);
    plumb_u16(&out, 1000);
    plumb_u16(&out, 65535);
    plumb_u32(&out, 20000);
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

static uint8_t bytes[512];
static int have, next;
/* The payload of the next message of this type, NULL when none comes in time; an older one is passed over. */
static const uint8_t *await(uint8_t type, double seconds) {
    double until = now() + seconds;
    while (now() < until) {
        while (next < have) {
            if (plumb_accept(&in, bytes[next++]) == PLUMB_ACCEPTED && in.block[0] == type) {
                return in.block + PLUMB_HEADER;
            }
        }
        struct pollfd p = {.fd = line_fd, .events = POLLIN};
        poll(&p, 1, 10);
        have = (int)read(line_fd, bytes, sizeof bytes);
        next = 0;
    }
    return NULL;
}

static void session(uint32_t name) {
    have = next = 0;
    const uint8_t *hello = NULL;
    for (int i = 0; i < 100 && (hello == NULL || plumb_get32(hello + 4) != name); i++) {
        ask(name);
        hello = await(PLUMB_HELLO, 0.1);
    }
    CHECK(hello != NULL && plumb_get32(hello + 4) == name);
    configure();
    const uint8_t *configured = await(PLUMB_CONFIGURED, 5);
    CHECK(configured != NULL && configured[0] == 0);
}

static void plant_rows(const char *path) {
    char line[1024];
    FILE *f = fopen(path, "r");
    int rows = 0;
    double worst = 0;
    if (f == NULL) {
        perror(path);
        exit(2);
    }
    while (fgets(line, sizeof line, f) != NULL) {
        double v[10], qdd[3];
        char *at = line, *stop;
        int n = 0;
        while (n < 10 && (v[n] = strtod(at, &stop), stop != at)) {
            n++;
            at = stop + (*stop == ',');
        }
        if (n < 10) {
            continue;
        }
        plant_acceleration(v, v[6], qdd);
        double scale = fmax(fabs(v[7]), fmax(fabs(v[8]), fabs(v[9])));
        for (int i = 0; i < 3; i++) {
            worst = fmax(worst, fabs(qdd[i] - v[7 + i]) / scale);
        }
        rows++;
    }
    fclose(f);
    CHECK(rows >= 20 && worst < 1e-10);
    printf("plant: %d reference rows, worst relative difference %.1e\n", rows, worst);
}

/* The simulated microcontroller in step with the clock on the wall, as far as this machine can: no time is tested here. */
static int simulated(const char *twin) {
    char *plain[] = {(char *)twin, "--start", "0.05,-0.03", "--seed", "3", "--fault", "estop@4", NULL};
    start(twin, plain);
    const uint8_t *state = NULL;
    session(77);
    /* Two seconds for the hand to put the links there, at most: 0.05 rad and -0.03 rad of 8192 counts. */
    for (double until = now() + 20; now() < until && (state = await(PLUMB_STATE, 5)) != NULL && (int32_t)plumb_get32(state + 14) != 65;) {
    }
    CHECK(state != NULL && (int32_t)plumb_get32(state + 14) == 65 && (int32_t)plumb_get32(state + 18) == -39);
    command(0, 0);
    int32_t moved = 0, angle = 65;
    for (int i = 0; i < 2000 && moved < 20; i++) {
        command(1, 10000);
        if ((state = await(PLUMB_STATE, 5)) == NULL) {
            break;
        }
        moved = (int32_t)plumb_get32(state + 10);
        angle = (int32_t)plumb_get32(state + 14);
    }
    /* Pushed to the right, the cart goes there and the first link leans back. */
    CHECK(moved >= 20 && angle < 65);
    while (state != NULL && !(plumb_get16(state + 4) & 2)) {
        command(1, 0);
        state = await(PLUMB_STATE, 5);
    }
    CHECK(state != NULL && !(plumb_get16(state + 4) & 0x600));
    CHECK(end() == 0);
    printf("simavr: %d checks, %d failed\n", checks, failures);
    return failures != 0;
}

int main(int argc, char **argv) {
    if (argc == 3 && strcmp(argv[1], "--simulated") == 0) {
        return simulated(argv[2]);
    }
    if (argc < 3) {
        fprintf(stderr, "usage: twin_test plumb-twin plant-golden.csv, or --simulated plumb-simavr\n");
        return 2;
    }
    plant_rows(argv[2]);
    char *plain[] = {"plumb-twin", "--seed", "5", "--start", "0.05,-0.03", NULL};
    start(argv[1], plain);
    const uint8_t *state = await(PLUMB_HELLO, 1);
    CHECK(state != NULL && plumb_get32(state + 4) == 0);
    session(77);
    int states = 0, late = 0;
    uint32_t first = 0, last = 0;
    double began = now();
    while (now() - began < 1 && (state = await(PLUMB_STATE, 0.2)) != NULL) {
        last = plumb_get32(state);
        first = states++ == 0 ? last : first;
        late += plumb_get16(state + 4) >> 14 & 1;
    }
    CHECK(states > 500 && state != NULL);
    printf("twin: %d STATE in 1 s, mean period %.1f us, late %d\n", states, (last - first) / (states - 1.0), late);
    /* The hand holds the links: 0.05 rad and -0.03 rad in counts. */
    CHECK(state != NULL && (int32_t)plumb_get32(state + 14) == 130 && (int32_t)plumb_get32(state + 18) == -78);
    /* Armed and driven to the right, the cart goes there; then silence, and the motor is safe by itself. */
    command(0, 0);
    double sent = 0;
    for (int i = 0; i < 100; i++) {
        command(1, 5000);
        sent = now();
        await(PLUMB_STATE, 0.1);
    }
    int32_t moved = 0;
    uint32_t age = 0;
    bool safe = false;
    while (!safe && now() - sent < 1 && (state = await(PLUMB_STATE, 0.2)) != NULL) {
        safe = plumb_get16(state + 4) >> 2 & 1;
        age = plumb_get16(state + 8);
        moved = (int32_t)plumb_get32(state + 10);
        if (safe) {
            CHECK((plumb_get16(state + 4) >> 10 & 1) == 0 && plumb_get16(state + 22) == 0);
        }
    }
    CHECK(safe && age >= 20000 && moved > 100);
    printf("twin: watchdog seen in the STATE %.2f ms after the last command\n", age / 1000.0);
    CHECK(end() == 0);

    char *faulty[] = {"plumb-twin", "--fault", "estop@0.3/0.2", "--fault", "encoder@0.3", "--fault", "reboot@0.9", NULL};
    start(argv[1], faulty);
    session(78);
    bool pressed = false, released = false, missed = false;
    while ((state = await(PLUMB_STATE, 0.3)) != NULL) {
        uint16_t status = plumb_get16(state + 4);
        pressed |= status >> 1 & 1;
        released |= pressed && !(status >> 1 & 1);
        missed |= status >> 4 & 1;
    }
    const uint8_t *hello = await(PLUMB_HELLO, 1);
    CHECK(pressed && released && missed && hello != NULL && plumb_get32(hello + 4) == 0);
    CHECK(end() == 0);
    printf("twin: %d checks, %d failed\n", checks, failures);
    return failures != 0;
}
