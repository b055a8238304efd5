#include "host.h"

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

#include "port.h"

enum { MOST_FAULTS = 16 };

static const char *const fault_names[] = {"estop", "limit-low", "limit-high", "driver", "encoder", "mute", "deaf", "reboot"};
static struct {
    int kind;
    double from, to;
    bool done;
} faults[MOST_FAULTS];
static int fault_count;
static const char *program;
static volatile sig_atomic_t ended;
static bool reset_pressed;

static void stop(int signal) {
    (void)signal;
    ended = 1;
}

static void usage(const char *where, const char *found, const char *allowed) {
    fprintf(stderr, "%s: %s is %s, must be %s\n", program, where, found, allowed);
    exit(HOST_USAGE);
}

static void read_start(double start[2], const char *text) {
    static const char allowed[] = "upright, hanging or two angles in rad like 0.05,-0.03";
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
        usage("--start", text, allowed);
    }
    const char *second = end + 1;
    start[1] = strtod(second, &end);
    /* The comparison is false for NaN too. */
    if (end == second || *end != 0 || !(start[0] * start[0] + start[1] * start[1] < 100)) {
        usage("--start", text, allowed);
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
    while (kind < FAULT_KINDS
        && (strlen(fault_names[kind]) != (size_t)(at - text) || strncmp(fault_names[kind], text, (size_t)(at - text)) != 0)) {
        kind++;
    }
    double from = strtod(at + 1, &end), to = 1e12;
    bool bad = kind == FAULT_KINDS || end == at + 1 || !(from >= 0);
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

static void read_mirror(bool mirror[4], const char *text) {
    static const char *const names[] = {"cart", "link1", "link2", "motor"};
    const char *at = text;
    while (*at != 0) {
        size_t length = strcspn(at, ",");
        int which = 0;
        while (which < 4 && (strlen(names[which]) != length || strncmp(names[which], at, length) != 0)) {
            which++;
        }
        if (which == 4) {
            usage("--mirror", text, "cart, link1, link2, motor, with commas between them");
        }
        mirror[which] = true;
        at += length + (at[length] == ',');
    }
}

void host_read(host_options *o, int argc, char **argv) {
    static const struct option known[] = {
        {"seed", 1, 0, 's'}, {"plant", 1, 0, 'p'}, {"start", 1, 0, 'b'}, {"fault", 1, 0, 'f'}, {"image", 1, 0, 'i'}, {"priority", 1, 0, 'r'},
        {"mirror", 1, 0, 'm'}, {0}};
    struct sched_param priority = {0};
    int option;
    char *end;
    program = o->name;
    while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
        switch (option) {
            case 's':
                o->seed = (uint32_t)strtoul(optarg, &end, 10);
                if (end == optarg || *end != 0) {
                    usage("--seed", optarg, "a number");
                }
                break;
            case 'p':
                if (strcmp(optarg, "benchmark") == 0) {
                    o->profile = &plant_benchmark;
                } else if (strcmp(optarg, "lab") != 0) {
                    usage("--plant", optarg, "lab or benchmark");
                }
                break;
            case 'm': read_mirror(o->mirror, optarg); break;
            case 'b': read_start(o->start, optarg); break;
            case 'f': read_fault(optarg); break;
            case 'i':
                if (o->image == NULL) {
                    usage("--image", optarg, "left away: this twin has none");
                }
                o->image = optarg;
                break;
            case 'r':
                priority.sched_priority = (int)strtol(optarg, &end, 10);
                if (end == optarg || *end != 0 || priority.sched_priority < 1 || priority.sched_priority > 99) {
                    usage("--priority", optarg, "1 to 99");
                }
                break;
            default: exit(HOST_USAGE);
        }
    }
    if (optind < argc) {
        usage("argument", argv[optind], "an option: --seed N, --plant lab|benchmark, --start upright|hanging|A,B, --fault NAME@S[/S], "
            "--priority N, --mirror cart,link1,link2,motor");
    }
    /* A board does nothing else. Where this is not permitted the twin is as late as any process. */
    if (priority.sched_priority > 0) {
        (void)sched_setscheduler(0, SCHED_FIFO, &priority);
    }
}

bool host_fault(int kind, double seconds) {
    for (int i = 0; i < fault_count; i++) {
        if (faults[i].kind == kind && seconds >= faults[i].from && seconds < faults[i].to) {
            return true;
        }
    }
    return false;
}

bool host_once(int kind, double seconds) {
    if (kind == FAULT_REBOOT && reset_pressed) {
        reset_pressed = false;
        return true;
    }
    for (int i = 0; i < fault_count; i++) {
        if (faults[i].kind == kind && !faults[i].done && seconds >= faults[i].from) {
            return faults[i].done = true;
        }
    }
    return false;
}

uint8_t host_inputs(double seconds) {
    return (uint8_t)((host_fault(FAULT_LOW, seconds) ? PORT_LIMIT_LOW : 0) | (host_fault(FAULT_HIGH, seconds) ? PORT_LIMIT_HIGH : 0)
        | (host_fault(FAULT_ESTOP, seconds) ? PORT_EMERGENCY_STOP : 0) | (host_fault(FAULT_DRIVER, seconds) ? PORT_DRIVER_FAULT : 0));
}

void host_hold(const host_options *o, plant *pendulum) {
    pendulum->force = 0;
    memset(pendulum->q, 0, sizeof pendulum->q);
    pendulum->q[1] = o->start[0];
    pendulum->q[2] = o->start[1];
}

int host_terminal(const host_options *o) {
    struct termios raw;
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
    if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0 || tcgetattr(terminal, &raw) != 0) {
        fprintf(stderr, "%s: no pseudo terminal: %s\n", o->name, strerror(errno));
        exit(HOST_BROKEN);
    }
    cfmakeraw(&raw);
    const char *name = ptsname(terminal);
    /* Held open here too, so that the line stays up when the host closes its end. */
    if (tcsetattr(terminal, TCSANOW, &raw) != 0 || open(name, O_RDWR | O_NOCTTY) < 0) {
        fprintf(stderr, "%s: %s: %s\n", o->name, name, strerror(errno));
        exit(HOST_BROKEN);
    }
    printf("pty %s\n", name);
    fflush(stdout);
    return terminal;
}

int host_wait(int terminal, int64_t nanoseconds, uint8_t *bytes, int room) {
    struct pollfd watched[2] = {{.fd = terminal, .events = POLLIN}, {.fd = 0, .events = POLLIN}};
    struct timespec wait = {0, nanoseconds};
    if (ppoll(watched, 2, &wait, NULL) < 0) {
        if (errno != EINTR) {
            fprintf(stderr, "%s: ppoll: %s\n", program, strerror(errno));
            exit(HOST_BROKEN);
        }
        return ended ? -1 : 0;
    }
    if (watched[1].revents != 0) {
        uint8_t asked[256];
        ssize_t count = read(0, asked, sizeof asked);
        ended |= count <= 0;
        reset_pressed |= count > 0 && memchr(asked, 'r', (size_t)count) != NULL;
    }
    if (ended) {
        return -1;
    }
    ssize_t length = watched[0].revents & POLLIN ? read(terminal, bytes, (size_t)room) : 0;
    return length > 0 ? (int)length : 0;
}

int64_t host_micros(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}
