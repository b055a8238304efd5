/*
 * The port to the ATmega328P at 16 MHz. One interrupt of timer 2 every 25 us polls all encoders and keeps the time; the line has
 * one interrupt for each direction; all else is the main loop, which sleeps when it has nothing to do.
 */
#include <avr/eeprom.h>
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/pgmspace.h>
#include <avr/sleep.h>
#include <avr/wdt.h>
#include <util/atomic.h>
#include <util/crc16.h>

#include "board.h"
#include "port.h"
#include "rig.h"

enum {
    POLL_MICROS = 25,
    TURN_POLLS = 4, /* polls between two turns of the state machine */
    FOLD_TURNS = 250, /* turns between two looks at the counters that wrap */
    COUNT_RATE = 30000,
    WATCHDOG_MICROS = 20000,
    SHORTEST_PERIOD = 1000,
    PWM_TOP = 400, /* phase-correct: 16 MHz / (2 * 400) = 20 kHz; 0 and 400 are constant levels */
    FULL = 10000,
    RECEIVE = 256, /* an index of 8 bits wraps by itself */
    TRANSMIT = 128,
    UNUSED = 0xc5,   /* fills memory that nobody has used yet */
    STACK_SPARE = 96, /* bytes below the deepest stack so far that the memory test leaves alone: interrupts go on */
};
#define BOOT_MAGIC 0x706cu

static port_board board = {
    BOARD_NAME, BOARD_COUNTS_PER_TURN, COUNT_RATE, WATCHDOG_MICROS, BOARD_FORCE_LIMIT, PWM_TOP, SHORTEST_PERIOD, BOARD_CAPABILITIES, 0,
};

/* ---- interrupts ---- */

volatile uint16_t polls;
/* Counts that wrap, low and high byte apart: one register does, and the interrupt saves few. */
static volatile uint8_t moved_low[3], moved_high[3];
static volatile uint8_t impossible; /* transitions since the main loop looked, sticks at 255 */

/*
 * Polled rather than woken by each edge: the load has an upper bound, whatever noise is on the wires. An encoder may move by one
 * count between two polls, so its edges have to be further apart than 25 us and what delays a poll (below 8 us): 30000 counts/s.
 * Most polls find nothing new: those save what they use and no more, by hand; the others go on in edges().
 */
ISR(TIMER2_COMPA_vect, ISR_NAKED) {
    __asm__ __volatile__(
        "push r24\n\t"
        "in r24, __SREG__\n\t"
        "push r24\n\t"
        "push r25\n\t"
        "lds r24, polls\n\t"
        "inc r24\n\t"
        "sts polls, r24\n\t"
        "brne 1f\n\t"
        "lds r24, polls+1\n\t"
        "inc r24\n\t"
        "sts polls+1, r24\n"
        "1:\tin r24, %[pins]\n\t"
        "andi r24, %[mask]\n\t"
        "in r25, %[before]\n\t"
        "cp r24, r25\n\t"
        "pop r25\n\t"
        "pop r24\n\t"
        "brne 2f\n\t"
        "out __SREG__, r24\n\t"
        "pop r24\n\t"
        "reti\n"
        "2:\tout __SREG__, r24\n\t"
        "pop r24\n\t"
        "jmp __vector_edges" ::[pins] "I"(_SFR_IO_ADDR(PINC)),
        [mask] "M"(PIN_ENCODERS), [before] "I"(_SFR_IO_ADDR(GPIOR0)));
}

/* GPIOR0: the levels at the last poll; GPIOR1: the place of each pair in 00 01 11 10 (A in the lower bit). */
__attribute__((signal, used)) void __vector_edges(void) {
    uint8_t levels = PINC & PIN_ENCODERS;
    uint8_t place = levels ^ (uint8_t)(levels >> 1 & 0x15), before = GPIOR1, step;
    GPIOR0 = levels;
    GPIOR1 = place;
#define PAIR(encoder, shift)                                                                      \
    step = (uint8_t)((place & 3 << (shift)) - (before & 3 << (shift))) & (uint8_t)(3 << (shift)); \
    if (step == 1 << (shift)) {                                                                   \
        if (++moved_low[encoder] == 0) {                                                          \
            moved_high[encoder]++;                                                                \
        }                                                                                         \
    } else if (step == 3 << (shift)) {                                                            \
        if (moved_low[encoder]-- == 0) {                                                          \
            moved_high[encoder]--;                                                                \
        }                                                                                         \
    } else if (step != 0 && ++impossible == 0) {                                                  \
        impossible = 255;                                                                         \
    }
    PAIR(0, 0)
    PAIR(1, 2)
    PAIR(2, 4)
}

static uint8_t received[RECEIVE];
static volatile uint8_t received_to;
static uint8_t received_from;
static volatile uint8_t line_errors; /* wraps; the main loop takes differences */

ISR(USART_RX_vect) {
    uint8_t errors = UCSR0A & (1 << FE0 | 1 << DOR0);
    uint8_t byte = UDR0, to = received_to, next = to + 1;
    /* A full buffer loses the byte as an overrun does; the checksum tells. */
    if (errors || next == received_from) {
        line_errors++;
    }
    if (next != received_from) {
        received[to] = byte;
        received_to = next;
    }
}

static uint8_t transmitted[TRANSMIT], transmitted_to;
static volatile uint8_t transmitted_from;

ISR(USART_UDRE_vect) {
    uint8_t from = transmitted_from;
    UDR0 = transmitted[from];
    from = (uint8_t)(from + 1) & (TRANSMIT - 1);
    transmitted_from = from;
    if (from == transmitted_to) {
        UCSR0B &= (uint8_t)~(1 << UDRIE0);
    }
}

/* ---- the port ---- */

static uint32_t folded_micros;
static uint16_t folded_polls, folded_moved[3];
static int32_t counts_now[3];
static uint16_t all_line_errors;

const port_board *port_describe(void) { return &board; }

uint32_t port_micros(void) {
    uint16_t at;
    uint8_t ticks; /* of half a microsecond, 0..49 */
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
        ticks = TCNT2;
        at = polls;
        /* A poll that is due and still held off belongs to a counter that has begun again. */
        if (TIFR2 & 1 << OCF2A && ticks < POLL_MICROS) {
            at++;
        }
    }
    uint16_t passed = (uint16_t)(at - folded_polls);
    /* The 16 bits of `polls` last 1.6 s; the main loop comes here every turn. */
    folded_micros += (uint32_t)passed * POLL_MICROS;
    folded_polls = at;
    return folded_micros + (ticks >> 1);
}

uint8_t port_inputs(void) {
    uint8_t levels = PIND;
    return (uint8_t)((levels & PIN_LIMIT_LOW ? PORT_LIMIT_LOW : 0) | (levels & PIN_LIMIT_HIGH ? PORT_LIMIT_HIGH : 0)
        | (levels & PIN_EMERGENCY_STOP ? PORT_EMERGENCY_STOP : 0) | (levels & PIN_DRIVER_FAULT ? 0 : PORT_DRIVER_FAULT))
        & (uint8_t)((BOARD_CAPABILITIES & 2 ? PORT_LIMIT_LOW | PORT_LIMIT_HIGH : 0)
            | (BOARD_CAPABILITIES & 4 ? PORT_EMERGENCY_STOP : 0) | (BOARD_CAPABILITIES & 8 ? PORT_DRIVER_FAULT : 0));
}

uint16_t port_counts(int32_t counts[3]) {
    static uint16_t all_impossible;
    uint8_t low[3], high[3], lost;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
        low[0] = moved_low[0];
        high[0] = moved_high[0];
        low[1] = moved_low[1];
        high[1] = moved_high[1];
        low[2] = moved_low[2];
        high[2] = moved_high[2];
        lost = impossible;
        impossible = 0;
    }
    for (uint8_t i = 0; i < 3; i++) {
        uint16_t at = (uint16_t)(low[i] | (uint16_t)high[i] << 8);
        counts_now[i] += (int16_t)(at - folded_moved[i]);
        folded_moved[i] = at;
        counts[i] = counts_now[i];
    }
    uint16_t sum = all_impossible + lost;
    all_impossible = sum < all_impossible ? 0xffff : sum;
    return all_impossible;
}

void port_motor(int16_t duty, bool enable) {
    if (!enable) {
        PORTB &= (uint8_t)~PIN_ENABLE;
        OCR1A = 0;
        return;
    }
    uint16_t magnitude = duty < 0 ? (uint16_t)-duty : (uint16_t)duty;
    /* Full scale is 25 parts of 400: 10000 * 2 has 16 bits. */
    uint16_t steps = (uint16_t)(magnitude * 2u + FULL / PWM_TOP) / (2u * FULL / PWM_TOP);
    bool backwards = duty < 0, was = (PORTB & PIN_DIRECTION) != 0;
    if (backwards != was) {
        /* No moment of the old duty in the new direction; OCR1A itself waits for the top of the counter. */
        PORTB &= (uint8_t)~PIN_ENABLE;
        PORTB ^= PIN_DIRECTION;
    }
    OCR1A = steps;
    PORTB |= PIN_ENABLE;
}

bool port_send(const uint8_t *frame, uint8_t length) {
    uint8_t to = transmitted_to;
    uint8_t used = (uint8_t)(to - transmitted_from) & (TRANSMIT - 1);
    if (length >= TRANSMIT - used) {
        return false;
    }
    while (length-- > 0) {
        transmitted[to] = *frame++;
        to = (uint8_t)(to + 1) & (TRANSMIT - 1);
    }
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
        transmitted_to = to;
        UCSR0B |= 1 << UDRIE0;
    }
    return true;
}

/* ---- its own health ---- */

extern uint8_t _end, __stack;
extern const uint8_t __data_load_end;

/* The sum of the image up to __data_load_end; the build fills it in. */
__attribute__((section(".imagesum"), used)) const uint16_t image_sum[2] = {0xffff, 0xffff};
static uint16_t summed_to, summing = 0xffff;
static enum { UNKNOWN, GOOD, BAD } image;

/* A byte in each turn: the whole image takes about a second, and no turn waits for it. */
static void sum_image(void) {
    if (summed_to < (uint16_t)&__data_load_end) {
        summing = _crc_ccitt_update(summing, pgm_read_byte(summed_to++));
        return;
    }
    uint16_t wanted = pgm_read_word(&image_sum[0]);
    image = summing == wanted && (uint16_t)~wanted == pgm_read_word(&image_sum[1]) ? GOOD : BAD;
    summing = 0xffff;
    summed_to = 0;
}

/* Before anything is called: all memory above the variables gets the pattern. */
__attribute__((naked, used, section(".init3"))) static void paint(void) {
    for (uint8_t *at = &_end; at <= (uint8_t *)SP; at++) {
        *at = UNUSED;
    }
}

static uint16_t never_used(void) {
    const uint8_t *at = &_end;
    while (at < (uint8_t *)SP && *at == UNUSED) {
        at++;
    }
    return (uint16_t)(at - &_end);
}

static bool memory_holds(uint16_t bytes) {
    for (uint8_t *at = &_end; bytes > STACK_SPARE; bytes--, at++) {
        *(volatile uint8_t *)at = (uint8_t)~UNUSED;
        bool good = *(volatile uint8_t *)at == (uint8_t)~UNUSED;
        *(volatile uint8_t *)at = UNUSED;
        if (!good || *(volatile uint8_t *)at != UNUSED) {
            return false;
        }
    }
    return true;
}

static void count_line_errors(void) {
    static uint8_t before;
    uint8_t now = line_errors;
    uint16_t sum = all_line_errors + (uint8_t)(now - before);
    before = now;
    all_line_errors = sum < all_line_errors ? 0xffff : sum;
}

static uint8_t reset_cause;

void port_self_test(uint8_t tests, port_health *health) {
    static uint16_t untouched;
    /* The memory is looked through when nothing depends on the loop's time: not while the motor runs. */
    if (tests != 0) {
        untouched = never_used();
    }
    health->ran = (image != UNKNOWN ? 1 : 0) | 2 | 32;
    health->free_memory = untouched;
    health->passed = image == GOOD ? 1 : 0;
    if (tests & 2 && memory_holds(health->free_memory)) {
        health->passed |= 2;
    }
    if (!(PORTB & PIN_ENABLE) && OCR1A == 0) {
        health->passed |= 32;
    }
    count_line_errors();
    health->line_errors = all_line_errors;
    health->reset_cause = reset_cause;
}

/* ---- start ---- */

/* What survives a reset that keeps the power; after power-up it is noise, which `magic` tells. */
static struct {
    uint16_t magic, starts;
} kept __attribute__((section(".noinit")));
static uint16_t EEMEM powered;

/* The hardware's watchdog runs from here on; after its own reset it still does, at its shortest time. */
static uint8_t flags_at_reset __attribute__((section(".noinit")));
__attribute__((naked, used, section(".init3"))) static void guard(void) {
    flags_at_reset = MCUSR;
    MCUSR = 0;
    wdt_enable(WDTO_15MS);
}

static void number_this_start(void) {
    uint16_t power = eeprom_read_word(&powered);
    if (kept.magic != BOOT_MAGIC || flags_at_reset & 1 << PORF) {
        /* Only power-up writes: a rig that resets over and over does not wear its EEPROM. */
        eeprom_update_word(&powered, ++power);
        kept.magic = BOOT_MAGIC;
        kept.starts = 0;
    }
    board.boot = (uint32_t)power << 16 | kept.starts++;
    reset_cause = flags_at_reset & 1 << PORF ? 1 : flags_at_reset & 1 << WDRF ? 4 : flags_at_reset & 1 << BORF ? 3 : flags_at_reset & 1 << EXTRF ? 2 : 5;
}

static void set_up(void) {
    PORTB = 0;
    DDRB = PIN_DIRECTION | PIN_PWM | PIN_ENABLE;
    PORTC = PIN_ENCODERS;
    PORTD = PIN_LIMIT_LOW | PIN_LIMIT_HIGH | PIN_EMERGENCY_STOP | PIN_DRIVER_FAULT;
    ICR1 = PWM_TOP;
    OCR1A = 0;
    TCCR1A = 1 << COM1A1 | 1 << WGM11; /* phase-correct, top in ICR1 */
    TCCR1B = 1 << WGM13 | 1 << CS10;
    OCR2A = POLL_MICROS * 2 - 1;
    TCCR2A = 1 << WGM21; /* clear on match */
    TCCR2B = 1 << CS21;  /* 2 MHz */
    TIMSK2 = 1 << OCIE2A;
    UCSR0A = 1 << U2X0;
    UBRR0 = F_CPU / 8 / BOARD_BAUD - 1;
    _Static_assert(F_CPU / 8 % BOARD_BAUD == 0, "the baud rate has to divide 2 MHz");
    UCSR0C = 1 << UCSZ01 | 1 << UCSZ00;
    UCSR0B = 1 << RXCIE0 | 1 << RXEN0 | 1 << TXEN0;
    /* Pull-ups need a moment before the levels mean anything. */
    for (uint8_t i = 0; i < 100; i++) {
        __asm__ __volatile__("nop");
    }
    GPIOR0 = PINC & PIN_ENCODERS;
    GPIOR1 = GPIOR0 ^ (GPIOR0 >> 1 & 0x15);
    set_sleep_mode(SLEEP_MODE_IDLE);
}

int main(void) {
    uint8_t turned = 0, folding = 0;
    set_up();
    wdt_reset();
    number_this_start();
    sei();
    rig_start();
    for (;;) {
        while (received_from != received_to) {
            uint8_t byte = received[received_from];
            received_from++;
            rig_byte(byte);
        }
        uint8_t poll = (uint8_t)polls;
        if ((uint8_t)(poll - turned) >= TURN_POLLS) {
            turned = poll;
            /* Only here: without the clock's interrupt there are no turns, and the board is reset. */
            wdt_reset();
            rig_tick();
            sum_image();
            if (++folding == FOLD_TURNS) {
                int32_t counts[3];
                folding = 0;
                port_counts(counts);
                count_line_errors();
            }
        }
        cli();
        if (received_from == received_to && (uint8_t)((uint8_t)polls - turned) < TURN_POLLS) {
            sleep_enable();
            sei();
            sleep_cpu();
            sleep_disable();
        }
        sei();
    }
}
