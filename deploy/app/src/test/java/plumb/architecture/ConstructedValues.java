package plumb.architecture;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds in byte code where objects of one class are made, and whether the first argument of the constructor, a double, comes
 * straight from a constant: as a literal, as one of two literals, through a local variable that is given a literal, or
 * through an integer literal. The compiler has folded whatever is computed of literals alone.
 */
final class ConstructedValues {
    private static final Set<Opcode> UNARY =
            Set.of(Opcode.DNEG, Opcode.INEG, Opcode.LNEG, Opcode.FNEG, Opcode.ARRAYLENGTH);

    private ConstructedValues() {}

    /**
     * One place where an object is made.
     *
     * @param where method
     * @param literal whether the first argument is a constant
     */
    record Site(String where, boolean literal) {}

    /** All sites in a class file where the class of this internal name ({@code a/b/C}) is made. */
    static List<Site> in(byte[] classFile, String made) {
        List<Site> sites = new ArrayList<>();
        ClassModel model = ClassFile.of().parse(classFile);
        for (MethodModel method : model.methods()) {
            List<Instruction> code = new ArrayList<>();
            method.code().ifPresent(body -> body.forEach(element -> keep(element, code)));
            String where = model.thisClass().asInternalName() + "."
                    + method.methodName().stringValue();
            for (int i = 0; i < code.size(); i++) {
                if (code.get(i) instanceof NewObjectInstruction created
                        && created.className().asInternalName().equals(made)) {
                    sites.add(new Site(where, literal(code, lastOfFirstArgument(code, i, made))));
                }
            }
        }
        return sites;
    }

    private static void keep(CodeElement element, List<Instruction> code) {
        if (element instanceof Instruction instruction) {
            code.add(instruction);
        }
    }

    /** The last instruction after which the first argument alone is on the stack, above the two references to the object. */
    private static int lastOfFirstArgument(List<Instruction> code, int created, String made) {
        int depth = 0;
        int last = -1;
        for (int i = created + 2; i < code.size(); i++) {
            Instruction instruction = code.get(i);
            if (instruction instanceof InvokeInstruction call
                    && call.owner().asInternalName().equals(made)
                    && call.name().equalsString("<init>")) {
                break;
            }
            depth += effect(instruction);
            if (depth == 1) {
                last = i;
            }
        }
        if (last < 0) {
            throw new IllegalStateException("no first argument is found after instruction " + created);
        }
        return last;
    }

    /** How many values more are on the stack afterwards. */
    private static int effect(Instruction instruction) {
        return switch (instruction) {
            case ConstantInstruction _ -> 1;
            case LoadInstruction _ -> 1;
            case StoreInstruction _ -> -1;
            case ConvertInstruction _ -> 0;
            case ArrayLoadInstruction _ -> -1;
            case NewObjectInstruction _ -> 1;
            case OperatorInstruction operator -> UNARY.contains(operator.opcode()) ? 0 : -1;
            case FieldInstruction field ->
                switch (field.opcode()) {
                    case GETSTATIC -> 1;
                    case PUTSTATIC -> -1;
                    case PUTFIELD -> -2;
                    default -> 0;
                };
            case InvokeDynamicInstruction call -> called(call.typeSymbol());
            case InvokeInstruction call -> called(call.typeSymbol()) - (call.opcode() == Opcode.INVOKESTATIC ? 0 : 1);
            case StackInstruction stack ->
                switch (stack.opcode()) {
                    case DUP, DUP_X1, DUP_X2 -> 1;
                    case POP -> -1;
                    default -> 0;
                };
            // Of two branches that each leave a value only one counts.
            case BranchInstruction branch ->
                switch (branch.opcode()) {
                    case GOTO, GOTO_W, IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE, IFNULL, IFNONNULL -> -1;
                    default -> -2;
                };
            default -> 0;
        };
    }

    private static int called(MethodTypeDesc type) {
        return (type.returnType().descriptorString().equals("V") ? 0 : 1) - type.parameterCount();
    }

    private static boolean literal(List<Instruction> code, int index) {
        return switch (code.get(index)) {
            case ConstantInstruction _ -> true;
            case ConvertInstruction _ -> literal(code, index - 1);
            case LoadInstruction load -> givenALiteral(code, load.slot(), load.typeKind());
            default -> false;
        };
    }

    private static boolean givenALiteral(List<Instruction> code, int slot, TypeKind kind) {
        for (int i = 1; i < code.size(); i++) {
            if (code.get(i) instanceof StoreInstruction store
                    && store.slot() == slot
                    && store.typeKind() == kind
                    && code.get(i - 1) instanceof ConstantInstruction) {
                return true;
            }
        }
        return false;
    }
}
