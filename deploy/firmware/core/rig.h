/* The rig's state machine: session, configuration, arming, watchdog, samples. One instance, main loop only. */
#ifndef PLUMB_RIG_H
#define PLUMB_RIG_H

#include "frame.h"

enum { PLUMB_MAJOR = 1, PLUMB_MINOR = 0, PLUMB_PATCH = 0, PLUMB_PROTOCOL = 1 };

void rig_start(void);
void rig_byte(uint8_t byte);
void rig_tick(void);

/* For ports that simulate: sessions begun so far, and damaged blocks (wraps). */
uint16_t rig_sessions(void);
uint16_t rig_damaged(void);

#endif
