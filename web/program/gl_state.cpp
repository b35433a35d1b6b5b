// The ImGui backend asks WebGL for its whole state in every frame, to put it back afterwards. Some of these questions
// make a browser wait until the graphics card has drawn everything, and nobody else draws with this context. So the
// backend, which is compiled with glGetIntegerv under this name (cmake/web.cmake), is told what a new context says.
#include <GLES3/gl3.h>

extern "C" void attn_gl_get(GLenum what, GLint* out) {
    switch (what) {
    case GL_ACTIVE_TEXTURE: *out = GL_TEXTURE0; return;
    case GL_BLEND_EQUATION_RGB:
    case GL_BLEND_EQUATION_ALPHA: *out = GL_FUNC_ADD; return;
    case GL_BLEND_SRC_RGB:
    case GL_BLEND_SRC_ALPHA: *out = GL_ONE; return;
    case GL_BLEND_DST_RGB:
    case GL_BLEND_DST_ALPHA: *out = GL_ZERO; return;
    case GL_VIEWPORT: // set anew before every frame, as the scissors are
    case GL_SCISSOR_BOX: out[0] = out[1] = out[2] = out[3] = 0; return;
    case GL_CURRENT_PROGRAM:
    case GL_TEXTURE_BINDING_2D:
    case GL_SAMPLER_BINDING:
    case GL_ARRAY_BUFFER_BINDING:
    case GL_VERTEX_ARRAY_BINDING: *out = 0; return;
    }
    glGetIntegerv(what, out);
}
