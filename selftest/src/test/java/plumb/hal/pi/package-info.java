/**
 * The rig for a Raspberry Pi on chips at register level, for tests of what is above it. The chips and the board are those of the
 * tests of {@code hal}: the same files, by links.
 */
@org.jspecify.annotations.NullMarked
package plumb.hal.pi;
