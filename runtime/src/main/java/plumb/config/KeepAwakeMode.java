package plumb.config;

/** Whether an idle-class process keeps the control processor busy between two cycles. */
public enum KeepAwakeMode {
    /** Where it is of use: for a real-time control thread in a virtual machine. */
    AUTO,
    /** Always. */
    ON,
    /** Never. */
    OFF
}
