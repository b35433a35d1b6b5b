// Runs the web program under Node, with as much of a browser around it as it asks for: a canvas whose WebGL draws
// nothing. Everything that the program itself computes is computed as in a browser.
import { asText } from '../web/program/program.js';

// What WebGL is asked and the program reads. Everything else answers nothing.
const answers = {
  getContextAttributes: () => ({}),
  getExtension: () => null,
  getSupportedExtensions: () => [],
  getError: () => 0,
  isContextLost: () => false,
  getParameter: (what) => ({ 0x1f02: 'WebGL 2.0', 0x8b8c: 'WebGL GLSL ES 3.00', 0x0d33: 8192 })[what] ?? 0,
  getShaderParameter: () => true,
  getShaderInfoLog: () => '',
  getProgramInfoLog: () => '',
  getProgramParameter: (_, what) => (what === 0x8b86 ? uniforms.length : true), // ACTIVE_UNIFORMS
  getActiveUniform: (_, index) => ({ name: uniforms[index], size: 1 }),
  getUniformLocation: () => ({}),
  getAttribLocation: () => 0,
};
const uniforms = ['Texture', 'ProjMtx']; // of ImGui's shaders

const nothing = () => undefined;
const webgl = () =>
  new Proxy({}, { get: (own, name) => own[name] ?? answers[name] ?? (String(name).startsWith('create') ? () => ({}) : nothing) });

const listener = () => ({ addEventListener: nothing, removeEventListener: nothing });

function canvasOf(width, height) {
  return {
    ...listener(), width, height, clientWidth: width, clientHeight: height, style: { setProperty: nothing, removeProperty: nothing },
    getContext: webgl, getBoundingClientRect: () => ({ x: 0, y: 0, left: 0, top: 0, width, height }),
  };
}

// Gives the program the globals of a browser, until the function that is returned is called.
export function withPretendedBrowser() {
  const globals = {
    window: globalThis, ...listener(), innerWidth: 1280, innerHeight: 800, devicePixelRatio: 1,
    screen: { width: 1920, height: 1080 },
    document: { ...listener(), body: listener(), documentElement: listener(), querySelector: () => null },
    navigator: { userAgent: '', platform: '', language: 'en', languages: ['en'] },
    WebGLRenderingContext: class {}, WebGL2RenderingContext: class {},
  };
  const before = Object.keys(globals).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  return () => {
    for (const [name, had] of before) {
      if (had) Object.defineProperty(globalThis, name, had);
      else delete globalThis[name];
    }
  };
}

// An instance of the program: `create` is what attention-lab-core.js exports, `module` the compiled program. `call` calls
// a function of web/program/bridge.cpp; `exports` are those of the instance.
export async function instanceOf(create, module) {
  let exports = null;
  const instance = await create({
    instantiateWasm(imports, receive) {
      WebAssembly.instantiate(module, imports).then((made) => {
        exports = made.exports;
        receive(made, module);
      });
      return {};
    },
    print: nothing,
    printErr: nothing,
  });
  instance.drawWord = () => ({ box: [10, 0, 0, 0, 0, 0], pixels: null });
  const call = (name, result, ...values) => instance.ccall(name, result, values.map((value) => typeof value), values);
  return { instance, exports, call };
}

// The first picture of a page as web/element/opening.js and session.js ask for it, and once more in another size; returns
// the program's status. They ask for nothing else before the second file is there, or that file would be needed first.
export function drawFirst({ instance, call }, { text = '', width = 1280, height = 720, dark = 0, reduced = 0, contrast = 0, controls = 1, drawing = true }) {
  instance.canvas = canvasOf(width, height);
  if (!drawing) instance.canvas.getContext = () => null;
  Object.assign(instance.specialHTMLTargets, { '#canvas': instance.canvas, 1: listener(), 2: listener() });
  call('attn_schema', 'string');
  call('attn_environment', null, dark, reduced, contrast, 0, controls, 'en');
  const pixels = [width, height].map(Math.round);
  const drawn = call('attn_open', 'number', ...pixels) === 1;
  if (drawn !== drawing) throw new Error(drawing ? 'the program has found no WebGL' : 'the program draws without WebGL');
  call('attn_start', null, '');
  const status = () => JSON.parse(call('attn_status', 'string'));
  const base = asText(status().values);
  if (text) call('attn_set', 'string', text);
  call('attn_command', 'number', 'forget');
  if (status().values.autoplay === 'on') call('attn_command', 'number', 'play');
  call('attn_frame', 'number', 16);
  call('attn_get', 'string', base);
  call('attn_resize', null, pixels[0], pixels[1] - 1);
  call('attn_frame', 'number', 32);
  return status();
}
