// What Emscripten makes of bridge.cpp and the shell.
import type { CoreModule, ModuleOptions } from '../types.js';
export default function createAttentionLab(options: ModuleOptions): Promise<CoreModule>;
