#include "textflag.h"

// One pair of rows times eight columns, added to a sum.
#define STEP(off, sum, tmp) \
	VPMADDWD off(BX), Y8, tmp \
	VPADDD   tmp, sum, sum

// func mulAVX2(dst *int32, x, w *int16, pairs, blocks int)
TEXT ·mulAVX2(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ w+16(FP), BX
	MOVQ pairs+24(FP), CX
	MOVQ blocks+32(FP), DX

block:
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	MOVQ  SI, R8
	MOVQ  CX, R9

pair:
	VPBROADCASTD (R8), Y8
	STEP(0, Y0, Y9)
	STEP(32, Y1, Y10)
	STEP(64, Y2, Y11)
	STEP(96, Y3, Y12)
	STEP(128, Y4, Y13)
	STEP(160, Y5, Y14)
	STEP(192, Y6, Y15)
	STEP(224, Y7, Y9)
	ADDQ $256, BX
	ADDQ $4, R8
	DECQ R9
	JNZ  pair

	VMOVDQU Y0, (DI)
	VMOVDQU Y1, 32(DI)
	VMOVDQU Y2, 64(DI)
	VMOVDQU Y3, 96(DI)
	VMOVDQU Y4, 128(DI)
	VMOVDQU Y5, 160(DI)
	VMOVDQU Y6, 192(DI)
	VMOVDQU Y7, 224(DI)
	ADDQ $256, DI
	DECQ DX
	JNZ  block
	VZEROUPPER
	RET
