/**
 * How late a bare loop wakes up, without rig, estimator and law: the limit that the machine sets to every control loop; and the
 * same figure by {@code cyclictest}, to compare with. Knows {@code plumb.runtime}, {@code plumb.observe} and the floors below.
 */
@NullMarked
package plumb.latency;

import org.jspecify.annotations.NullMarked;
