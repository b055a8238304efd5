/*
 * The firmware's core on a pseudo terminal, with the nonlinear pendulum on its pins, in real time.
 * One line `pty /dev/pts/N` on stdout, then it runs until stdin closes or SIGTERM.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "plant.h"
#include "port.h"
#include "rig.h"

enum { STEP_MICROS = 250, MOST_FAULTS = 16, USAGE = 2, BROKEN = 3 };

static const char *const fault_names[] = {"estop", "limit-low", "limit-high", "driver", "encoder", "mute", "deaf", "reboot"};
enum { ESTOP, LOW, HIGH, DRIVER, ENCODER, MUTE, DEAF, REBOOT, KINDS };

static struct {
    int kind;
    double from, to;
    bool done;
} faults[MOST_FAULTS];
static int fault_count;

static port_board board = {"twin", {16384, 16384, 16384}, 1000000, 20000, 30000, 10000, 200, 15, 0};
static plant pendulum = {.profile = &plant_lab};
static double start[2] = {0.05, -0.03};
static bool held = true; /* a hand holds the links until the motor is enabled for the first time in a session */
static int16_t motor_duty;
static uint16_t missed;
static int terminal = -1;
static int64_t began, simulated;
static uint32_t offset; /* the rig's clock starts anywhere */
static volatile sig_atomic_t ended;

static int64_t micros(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static bool fault(int kind) {
    double now = (double)(micros() - began) / 1e6;
    for (int i = 0; i < fault_count; i++) {
        if (faults[i].kind == kind && now >= faults[i].from && now < faults[i].to) {
            return true;
        }
    }
    return false;
}

/* ---- the port ---- */

const port_board *port_describe(void) { return &board; }

uint32_t port_micros(void) { return (uint32_t)(micros() - began) + offset; }

uint8_t port_inputs(void) {
    unsigned limits = plant_limits(&pendulum);
    return (uint8_t)((limits & 1 || fault(LOW) ? PORT_LIMIT_LOW : 0) | (limits & 2 || fault(HIGH) ? PORT_LIMIT_HIGH : 0)
        | (fault(ESTOP) ? PORT_EMERGENCY_STOP : 0) | (fault(DRIVER) ? PORT_DRIVER_FAULT : 0));
}

/* Lets the pendulum move up to now: what the motor has now acted since the last call. */
static void advance(void) {
    int64_t now = micros() - began;
    if (held) {
        simulated = now;
    }
    while (now - simulated >= STEP_MICROS) {
        plant_step(&pendulum, motor_duty / 10000.0, STEP_MICROS * 1e-6);
        simulated += STEP_MICROS;
    }
}

uint16_t port_counts(int32_t counts[3]) {
    advance();
    /* Between two steps along the velocity, so that the sample is as old as it says. */
    plant p = pendulum;
    double rest = held ? 0 : (double)(micros() - began - simulated) * 1e-6;
    for (int i = 0; i < 3; i++) {
        p.q[i] += rest * p.q[3 + i];
    }
    plant_counts(&p, counts);
    return missed;
}

void port_motor(int16_t duty, bool enable) {
    advance();
    motor_duty = enable ? duty : 0;
    if (enable) {
        held = false;
    }
}

bool port_send(const uint8_t *frame, uint8_t length) {
    if (fault(MUTE)) {
        return true;
    }
    ssize_t written = write(terminal, frame, length);
    /* A pty takes a frame whole or, when nobody reads, not at all; a part of one is a damaged block at the host. */
    return written == length;
}

void port_self_test(uint8_t tests, port_health *health) {
    (void)tests;
    /* Memory and image of a process are not the board's: only the driver's test is run. */
    health->ran = health->passed = 32;
    health->free_memory = 0xffff;
    health->reset_cause = 1;
}

/* ---- the process ---- */

static void hand(void) {
    held = true;
    pendulum.force = 0;
    memset(pendulum.q, 0, sizeof pendulum.q);
    pendulum.q[1] = start[0];
    pendulum.q[2] = start[1];
}

static void boot(void) {
    /* A small generator suffices: numbers that differ from start to start, the same for the same seed. */
    board.boot = board.boot * 1664525u + 1013904223u;
    missed = 0;
    rig_start();
    hand();
}

static void stop(int signal) {
    (void)signal;
    ended = 1;
}

static void usage(const char *where, const char *found, const char *allowed) {
    fprintf(stderr, "plumb-twin: %s is %s, must be %s\n", where, found, allowed);
    exit(USAGE);
}

static void read_start(const char *text) {
    char *end;
    if (strcmp(text, "upright") == 0) {
        return;
    }
    if (strcmp(text, "hanging") == 0) {
        start[0] = start[1] = 3.14159265358979;
        return;
    }
    start[0] = strtod(text, &end);
    if (end == text || *end != ',') {
        usage("--start", text, "upright, hanging or two angles in rad like 0.05,-0.03");
    }
    const char *second = end + 1;
    start[1] = strtod(second, &end);
    /* The comparison is false for NaN too. */
    if (end == second || *end != 0 || !(start[0] * start[0] + start[1] * start[1] < 100)) {
        usage("--start", text, "upright, hanging or two angles in rad like 0.05,-0.03");
    }
}

static void read_fault(const char *text) {
    static const char allowed[] = "NAME@SECONDS or NAME@SECONDS/DURATION, at most 16, NAME of estop, limit-low, limit-high, driver, "
                                  "encoder, mute, deaf, reboot";
    const char *at = strchr(text, '@');
    char *end;
    int kind = 0;
    if (at == NULL || fault_count == MOST_FAULTS) {
        usage("--fault", text, allowed);
    }
    while (kind < KINDS && (strlen(fault_names[kind]) != (size_t)(at - text) || strncmp(fault_names[kind], text, (size_t)(at - text)) != 0)) {
        kind++;
    }
    double from = strtod(at + 1, &end), to = 1e12;
    bool bad = kind == KINDS || end == at + 1 || !(from >= 0);
    if (!bad && *end == '/') {
        const char *length = end + 1;
        to = from + strtod(length, &end);
        bad = end == length || !(to > from);
    }
    if (bad || *end != 0) {
        usage("--fault", text, allowed);
    }
    faults[fault_count].kind = kind;
    faults[fault_count].from = from;
    faults[fault_count++].to = to;
}

static void once(void) {
    double now = (double)(micros() - began) / 1e6;
    for (int i = 0; i < fault_count; i++) {
        if (!faults[i].done && now >= faults[i].from) {
            faults[i].done = true;
            if (faults[i].kind == ENCODER) {
                missed++;
            } else if (faults[i].kind == REBOOT) {
                boot();
            }
        }
    }
}

static void open_terminal(void) {
    struct termios raw;
    terminal = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
    if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0 || tcgetattr(terminal, &raw) != 0) {
        fprintf(stderr, "plumb-twin: no pseudo terminal: %s\n", strerror(errno));
        exit(BROKEN);
    }
    cfmakeraw(&raw);
    const char *name = ptsname(terminal);
    /* Held open here too, so that the line stays up when the host closes its end. */
    if (tcsetattr(terminal, TCSANOW, &raw) != 0 || open(name, O_RDWR | O_NOCTTY) < 0) {
        fprintf(stderr, "plumb-twin: %s: %s\n", name, strerror(errno));
        exit(BROKEN);
    }
    printf("pty %s\n", name);
    fflush(stdout);
}

int main(int argc, char **argv) {
    static const struct option options[] = {{"seed", 1, 0, 's'}, {"plant", 1, 0, 'p'}, {"start", 1, 0, 'b'}, {"fault", 1, 0, 'f'},
        {"priority", 1, 0, 'r'}, {0}};
    struct sched_param priority = {0};
    int option;
    char *end;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
            case 's':
                board.boot = (uint32_t)strtoul(optarg, &end, 10);
                if (end == optarg || *end != 0) {
                    usage("--seed", optarg, "a number");
                }
                break;
            case 'p':
                if (strcmp(optarg, "benchmark") == 0) {
                    pendulum.profile = &plant_benchmark;
                    board.force_limit = 150000;
                } else if (strcmp(optarg, "lab") != 0) {
                    usage("--plant", optarg, "lab or benchmark");
                }
                break;
            case 'r':
                priority.sched_priority = (int)strtol(optarg, &end, 10);
                if (end == optarg || *end != 0 || priority.sched_priority < 1 || priority.sched_priority > 99) {
                    usage("--priority", optarg, "1 to 99");
                }
                break;
            case 'b': read_start(optarg); break;
            case 'f': read_fault(optarg); break;
            default: return USAGE;
        }
    }
    if (optind < argc) {
        usage("argument", argv[optind], "an option: --seed N, --plant lab|benchmark, --start upright|hanging|A,B, --fault NAME@S[/S], "
            "--priority N");
    }
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    /* A board does nothing else. Where this is not permitted the twin is as late as any process. */
    if (priority.sched_priority > 0) {
        (void)sched_setscheduler(0, SCHED_FIFO, &priority);
    }
    began = micros();
    offset = board.boot * 2654435761u;
    open_terminal();
    boot();
    uint16_t sessions = rig_sessions();
    struct pollfd watched[2] = {{.fd = terminal, .events = POLLIN}, {.fd = 0, .events = POLLIN}};
    while (!ended) {
        uint8_t bytes[256];
        struct timespec wait = {0, 100000};
        if (ppoll(watched, 2, &wait, NULL) < 0 && errno != EINTR) {
            perror("plumb-twin: ppoll");
            return BROKEN;
        }
        if (watched[1].revents != 0 && read(0, bytes, sizeof bytes) <= 0) {
            break;
        }
        once();
        ssize_t length = watched[0].revents & POLLIN ? read(terminal, bytes, sizeof bytes) : 0;
        for (ssize_t i = 0; i < length && !fault(DEAF); i++) {
            rig_byte(bytes[i]);
        }
        if (rig_sessions() != sessions) {
            /* Whoever begins a session finds the pendulum where it was held at the start. */
            sessions = rig_sessions();
            hand();
        }
        advance();
        rig_tick();
    }
    return 0;
}
