package plumb.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.function.Consumer;
import plumb.calibrate.Hands;
import plumb.calibrate.Placement;
import plumb.hal.RigException;
import plumb.hal.serial.RigIdentity;
import plumb.hal.serial.SerialDialogue;
import plumb.hal.serial.SerialLink;

/**
 * A person who is told what to do and presses Enter. The line stays open all the time: opening it again would reset many boards,
 * and their counts with them. One thread.
 */
final class PersonsHands implements Hands, AutoCloseable {
    private final SerialDialogue dialogue;
    private final BufferedReader answers;
    private final Consumer<String> say;
    private boolean open;
    private long boot;

    /**
     * Hands that have done nothing yet.
     *
     * @param link to the rig, not open
     * @param answers lines of the person
     * @param say tells the person something
     */
    PersonsHands(SerialLink link, BufferedReader answers, Consumer<String> say) {
        this.dialogue = new SerialDialogue(link, System::nanoTime, new SecureRandom()::nextInt);
        this.answers = answers;
        this.say = say;
    }

    @Override
    public Bench place(Placement placement) throws RigException, IOException {
        if (!open) {
            open = true;
            boot = dialogue.greet().boot();
        }
        ask(
                switch (placement) {
                    case UPRIGHT -> "Put the cart in the middle of the rail and hold both links straight up.";
                    case HANGING ->
                        "Let both links hang down and come to rest, the cart in the middle. Each link goes down the way it likes.";
                });
        RigIdentity rig = dialogue.greetAgain();
        if (rig.boot() != boot) {
            throw new RigException("the rig has started anew, and its counts with it; begin again");
        }
        return new Bench(dialogue, rig);
    }

    @Override
    public void clear() throws RigException, IOException {
        ask("The cart is about to move by itself along the whole rail. Step back, with a hand at the emergency stop.");
        // While nobody asked, the rig's samples piled up in the line.
        dialogue.greetAgain();
    }

    private void ask(String what) throws RigException, IOException {
        say.accept(what + " Then press Enter; Ctrl-C ends.");
        if (answers.readLine() == null) {
            throw new RigException("nobody answers; calibration ended");
        }
    }

    @Override
    public void close() {
        dialogue.close();
    }
}
