// What Emscripten makes of export/files.cpp.
import type { ExportModule, ModuleOptions } from '../types.js';
export default function createAttentionLabExport(options: ModuleOptions): Promise<ExportModule>;
