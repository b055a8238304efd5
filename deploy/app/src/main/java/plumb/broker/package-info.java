/**
 * A broker of the command's own: a real mosquitto as a child process on this machine, with generated users and rules, which ends
 * with the command however that ends. Knows nothing of rigs but their names.
 */
@NullMarked
package plumb.broker;

import org.jspecify.annotations.NullMarked;
