// Times OpenJPH's decoder inside one process; bench/jpeg2000 compiles and runs it.
//
//   openjph CODESTREAM     milliseconds
#include <openjph/ojph_arch.h>
#include <openjph/ojph_file.h>
#include <openjph/ojph_mem.h>
#include <openjph/ojph_params.h>
#include <openjph/ojph_codestream.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <vector>

#include "best.h"

using Bytes = std::vector<unsigned char>;

// All samples, as words of 16 bits.
static bool decode(const Bytes &bytes, std::vector<uint16_t> &words) {
    ojph::mem_infile in;
    in.open(bytes.data(), bytes.size());
    ojph::codestream codestream;
    codestream.read_headers(&in);
    ojph::param_siz size = codestream.access_siz();
    codestream.set_planar(false);
    codestream.create();
    unsigned columns = size.get_recon_width(0), rows = size.get_recon_height(0), components = size.get_num_components();
    words.resize(size_t(columns) * rows * components);
    for (unsigned y = 0; y < rows; y++) {
        for (unsigned c = 0; c < components; c++) {
            ojph::ui32 component;
            const ojph::si32 *line = codestream.pull(component)->i32;
            uint16_t *to = words.data() + size_t(y) * columns * components + component;
            for (unsigned x = 0; x < columns; x++) to[size_t(x) * components] = static_cast<uint16_t>(line[x]);
        }
    }
    codestream.close();
    return true;
}

int main(int count, char **arguments) {
    if (count != 2) return 64;
    std::ifstream in(arguments[1], std::ios::binary);
    Bytes bytes(std::istreambuf_iterator<char>(in), {});
    std::vector<uint16_t> words;
    std::printf("%.2f\n", best([] {}, [&] { return decode(bytes, words); }));
    return 0;
}
