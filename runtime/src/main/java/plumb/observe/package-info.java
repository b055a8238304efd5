/**
 * Watching the loop: phase histograms, live counters, allocation and garbage-collection meters, figures of a run. What runs on the
 * control thread is allocation-free. Knows {@code plumb.runtime} and the floors below.
 */
@NullMarked
package plumb.observe;

import org.jspecify.annotations.NullMarked;
