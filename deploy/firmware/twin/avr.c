#include "avr.h"

#include <simavr/avr_ioport.h>
#include <simavr/avr_uart.h>
#include <simavr/sim_avr.h>
#include <simavr/sim_hex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../avr/board.h"
#include "port.h"

/* Addresses in the data space of an ATmega328P. */
enum { DDRB = 0x24, PORTB = 0x25, PINC = 0x26, PIND = 0x29, TIMSK2 = 0x70, TCCR1A = 0x80, ICR1 = 0x86, OCR1A = 0x88 };
enum { QUEUE = 4096, PARITY_CYCLES = 176 };

static avr_t *avr;
static uint64_t idle, off_at;
static unsigned resets;
static uint8_t to_board[QUEUE], from_board[QUEUE];
static unsigned to_head, to_tail, from_head, from_tail;
static uint64_t line_free; /* when the line to the board is free again */
static avr_irq_t *input;
static avr_uart_t *uart;
static uint8_t encoder_levels, input_levels;
static avr_irq_t *encoder_pins[6];
static bool on;

static void quiet(avr_t *a, const int level, const char *format, va_list arguments) {
    (void)a;
    if (level <= LOG_ERROR) {
        vfprintf(stderr, format, arguments);
    }
}

/* Asleep, the cycles go by at once instead of in real time; simavr adds one to them. */
static void asleep(avr_t *a, avr_cycle_count_t cycles) {
    (void)a;
    idle += cycles + 1;
}

static void sent(struct avr_irq_t *irq, uint32_t value, void *parameter) {
    (void)irq;
    (void)parameter;
    from_board[from_head++ % QUEUE] = (uint8_t)value;
}

static avr_cycle_count_t deliver(avr_t *a, avr_cycle_count_t when, void *parameter) {
    (void)a;
    (void)parameter;
    avr_raise_irq(input, to_board[to_tail++ % QUEUE]);
    return to_tail == to_head ? 0 : when + AVR_BYTE_CYCLES;
}

/* Every write to port B; the new value is not in memory yet. */
static void port_b(struct avr_irq_t *irq, uint32_t value, void *parameter) {
    (void)irq;
    (void)parameter;
    bool now = value & PIN_ENABLE;
    if (on && !now) {
        off_at = avr->cycle;
    }
    on = now;
}

bool avr_board_load(const char *hex) {
    ihex_chunk_p chunks = NULL;
    avr_global_logger_set(quiet);
    avr = avr_make_mcu_by_name("atmega328p");
    int count = read_ihex_chunks(hex, &chunks);
    if (avr == NULL || count <= 0) {
        fprintf(stderr, "%s: no program for an ATmega328P\n", hex);
        return false;
    }
    avr_init(avr);
    avr->frequency = 16000000;
    avr->sleep = asleep;
    memset(avr->flash, 0xff, avr->flashend + 1);
    for (int i = 0; i < count; i++) {
        avr_loadcode(avr, chunks[i].data, chunks[i].size, chunks[i].baseaddr);
    }
    free_ihex_chunks(chunks);
    uint32_t flags = 0;
    avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
    input = avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_INPUT);
    avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUTPUT), sent, NULL);
    avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ('B'), IOPORT_IRQ_REG_PORT), port_b, NULL);
    for (int i = 0; i < 6; i++) {
        encoder_pins[i] = avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ('C'), i);
    }
    for (avr_io_t *io = avr->io_port; io != NULL; io = io->next) {
        if (strcmp(io->kind, "uart") == 0) {
            uart = (avr_uart_t *)io;
        }
    }
    return true;
}

/* The level comes from outside, whatever pull-up the program switches on. */
static void drive(char port, uint8_t mask, uint8_t levels) {
    avr_ioport_external_t external = {.name = (unsigned long)port & 0x7f, .mask = mask, .value = levels & mask};
    avr_ioctl(avr, AVR_IOCTL_IOPORT_SET_EXTERNAL(port), &external);
    for (int i = 0; i < 8; i++) {
        if (mask >> i & 1) {
            avr_raise_irq(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ(port), i), levels >> i & 1);
        }
    }
}

void avr_board_power(uint32_t seed) {
    avr_reset(avr);
    avr_regbit_set(avr, avr->reset_flags.porf);
    for (unsigned i = 0x100; i <= avr->ramend; i++) {
        seed = seed * 1664525u + 1013904223u;
        avr->data[i] = (uint8_t)(seed >> 24);
    }
    resets = 0;
    idle = 0;
    to_head = to_tail = from_head = from_tail = 0;
    line_free = 0;
    on = false;
    input_levels = 0xff;
    avr_board_inputs(0);
    encoder_levels = 0;
    drive('C', PIN_ENCODERS, 0);
}

/* A reset takes the timers of this file and the levels of the inputs along. */
static void mend_after_reset(void) {
    resets++;
    drive('C', PIN_ENCODERS, encoder_levels);
    avr->data[PINC] = encoder_levels;
    avr->data[PIND] = input_levels;
    if (on) {
        on = false;
        off_at = avr->cycle;
    }
    if (to_head != to_tail) {
        avr_cycle_timer_register(avr, AVR_BYTE_CYCLES, deliver, NULL);
    }
}

void avr_board_reset(void) {
    avr_reset(avr);
    avr_regbit_set(avr, avr->reset_flags.extrf);
    mend_after_reset();
}

void avr_board_run(uint64_t cycles) {
    uint64_t until = avr->cycle + cycles;
    while (avr->cycle < until) {
        /* Instructions stop at the end; a sleep goes on to the next event, at most one poll of the encoders away. */
        avr->run_cycle_limit = until - avr->cycle;
        int state = avr_run(avr);
        if (state == cpu_Crashed || state == cpu_Done) {
            fprintf(stderr, "the simulated processor stopped at %#x\n", avr->pc);
            exit(3);
        }
        if (avr->pc == 0) {
            mend_after_reset();
        }
        /* simavr counts a parity bit that 8N1 has not. */
        if (uart->cycles_per_byte == PARITY_CYCLES) {
            uart->cycles_per_byte = AVR_BYTE_CYCLES;
        }
    }
}

uint64_t avr_board_cycles(void) { return avr->cycle; }
uint64_t avr_board_idle(void) { return idle; }
unsigned avr_board_resets(void) { return resets; }

uint64_t avr_board_send(const uint8_t *bytes, int length) {
    if (line_free < avr->cycle) {
        line_free = avr->cycle;
    }
    if (to_head == to_tail && length > 0) {
        avr_cycle_timer_register(avr, line_free - avr->cycle + AVR_BYTE_CYCLES, deliver, NULL);
    }
    for (int i = 0; i < length; i++) {
        to_board[to_head++ % QUEUE] = bytes[i];
    }
    return line_free += (uint64_t)length * AVR_BYTE_CYCLES;
}

int avr_board_receive(uint8_t *bytes, int room) {
    int n = 0;
    while (n < room && from_tail != from_head) {
        bytes[n++] = from_board[from_tail++ % QUEUE];
    }
    return n;
}

void avr_board_encoders(uint8_t levels) {
    /* Many a second: only what changes, and no pull-up, which the program touches at its start only. */
    uint8_t changed = (uint8_t)(levels ^ encoder_levels) & PIN_ENCODERS;
    encoder_levels = levels;
    for (int i = 0; i < 6; i++) {
        if (changed >> i & 1) {
            avr_raise_irq(encoder_pins[i], levels >> i & 1);
        }
    }
}

void avr_board_inputs(uint8_t tripped) {
    uint8_t levels = PIN_DRIVER_FAULT;
    levels |= tripped & PORT_LIMIT_LOW ? PIN_LIMIT_LOW : 0;
    levels |= tripped & PORT_LIMIT_HIGH ? PIN_LIMIT_HIGH : 0;
    levels |= tripped & PORT_EMERGENCY_STOP ? PIN_EMERGENCY_STOP : 0;
    levels = (uint8_t)(tripped & PORT_DRIVER_FAULT ? levels & ~PIN_DRIVER_FAULT : levels);
    if (levels == input_levels) {
        return;
    }
    input_levels = levels;
    drive('D', PIN_LIMIT_LOW | PIN_LIMIT_HIGH | PIN_EMERGENCY_STOP | PIN_DRIVER_FAULT, levels);
}

bool avr_board_enabled(void) { return avr->data[DDRB] & avr->data[PORTB] & PIN_ENABLE; }

double avr_board_duty(void) {
    int top = avr->data[ICR1] | avr->data[ICR1 + 1] << 8, width = avr->data[OCR1A] | avr->data[OCR1A + 1] << 8;
    if (!avr_board_enabled() || !(avr->data[DDRB] & PIN_PWM) || !(avr->data[TCCR1A] & 0x80) || top == 0) {
        return 0;
    }
    return (avr->data[PORTB] & PIN_DIRECTION ? -1.0 : 1.0) * width / top;
}

uint64_t avr_board_off_at(void) { return off_at; }
void avr_board_stop_clock(void) { avr->data[TIMSK2] = 0; }
void avr_board_flip(uint16_t address) { avr->flash[address] ^= 1; }
