/* Prints size and fit of an image, and writes its sum for the section .imagesum: stamp IMAGE.bin SUM FLASH STATIC RAM STACK */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    if (argc != 7) {
        fprintf(stderr, "usage: stamp IMAGE.bin SUM FLASH STATIC RAM STACK\n");
        return 2;
    }
    FILE *image = fopen(argv[1], "rb");
    if (image == NULL) {
        perror(argv[1]);
        return 2;
    }
    long length = 0, flash = strtol(argv[3], NULL, 0), used = strtol(argv[4], NULL, 0), ram = strtol(argv[5], NULL, 0);
    long stack = strtol(argv[6], NULL, 0);
    uint16_t sum = 0xffff;
    for (int byte; (byte = getc(image)) != EOF; length++) {
        sum ^= (uint16_t)byte;
        for (int bit = 0; bit < 8; bit++) {
            sum = (uint16_t)(sum & 1 ? sum >> 1 ^ 0x8408 : sum >> 1);
        }
    }
    fclose(image);
    printf("flash %ld of %ld bytes, memory %ld of %ld bytes, %ld for the stack\n", length, flash, used, ram, ram - used);
    if (length > flash || ram - used < stack) {
        fprintf(stderr, "the image does not fit: at most %ld bytes of flash, at least %ld bytes of memory for the stack\n", flash, stack);
        return 1;
    }
    uint8_t bytes[4] = {(uint8_t)sum, (uint8_t)(sum >> 8), (uint8_t)~sum, (uint8_t)(~sum >> 8)};
    FILE *out = fopen(argv[2], "wb");
    if (out == NULL || fwrite(bytes, 1, sizeof bytes, out) != sizeof bytes || fclose(out) != 0) {
        perror(argv[2]);
        return 2;
    }
    return 0;
}
