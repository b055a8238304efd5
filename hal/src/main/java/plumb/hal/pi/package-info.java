/**
 * The rig on a Raspberry Pi: quadrature counters LS7366R on SPI, a motor driver on hardware PWM, emergency stop and limit switches,
 * status lamp. Knows {@code plumb.hal} only. What is done once or rarely goes through Pi4J; what is done in every cycle, the SPI
 * transfers and the duty of the PWM, through system calls on buffers that are prepared once.
 */
@NullMarked
package plumb.hal.pi;

import org.jspecify.annotations.NullMarked;
