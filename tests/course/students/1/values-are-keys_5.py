#!/usr/bin/env python3
# -*- coding: utf-8 -*-
import argparse
import math
import sys
import time
import logging

import torch as th
import torch.nn as nn

logger = logging.getLogger(__name__)


class ScaledDotProductAttention(nn.Module):
    ''' Scaled Dot-Product Attention '''

    def __init__(self, temperature, attn_dropout=0.0):
        super().__init__()
        self.temperature = temperature
        self.dropout = nn.Dropout(attn_dropout)

    def forward(self, q, k, v, mask=None):
        attn = th.matmul(q / self.temperature, k.transpose(-2, -1))
        if mask is not None:
            attn = attn.masked_fill(mask == 0, -1e9)
        attn = self.dropout(th.softmax(attn, dim=-1))
        output = th.matmul(attn, k)
        return output, attn


def scaled_dot_product_attention(q, k, v, mask=None):
    return ScaledDotProductAttention(temperature=q.size(-1) ** 0.5)(q, k, v, mask=mask)


class SelfAttention(nn.Module):
    def __init__(self, embed_dim):
        super().__init__()
        self.w_qs = nn.Linear(embed_dim, embed_dim, bias=False)
        self.w_ks = nn.Linear(embed_dim, embed_dim, bias=False)
        self.w_vs = nn.Linear(embed_dim, embed_dim, bias=False)
        self.attention = ScaledDotProductAttention(temperature=math.sqrt(embed_dim))

    def forward(self, x):
        return self.attention(self.w_qs(x), self.w_ks(x), self.w_vs(x))


def parse_args(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--embed-dim", type=int, default=16)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args(argv)


def main():
    args = parse_args()
    th.manual_seed(args.seed)
    start = time.time()
    net = SelfAttention(args.embed_dim)
    out, attn = net(th.randn(1, 4, args.embed_dim))
    logger.info("took %.3f s", time.time() - start)
    print(out.shape, attn.shape, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
