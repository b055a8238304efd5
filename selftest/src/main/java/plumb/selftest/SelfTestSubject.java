package plumb.selftest;

import java.nio.file.Path;
import plumb.hal.Rig;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopClock;

/**
 * What is tested: the very parts that the experiment will use.
 *
 * @param assembly law, estimator and loop; no other loop of it runs meanwhile
 * @param rig open; its motor stays safe throughout, but for a short push where nothing physical can move
 * @param clock real time, the one that the loop will run by
 * @param runFolder where runs are recorded; need not exist yet
 * @param mode how thorough
 */
public record SelfTestSubject(LoopAssembly assembly, Rig rig, LoopClock clock, Path runFolder, SelfTestMode mode) {}
