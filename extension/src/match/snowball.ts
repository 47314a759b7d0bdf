// Made by tools/stemmers.py from the Snowball project's package snowballstemmer 3.1.1: do not edit.
// Its licence (BSD, three clauses) is in snowball-license.txt and is shipped with the extension.
// @ts-nocheck

class Stemmer {
  setCurrent(word) {
    this.current = word; this.cursor = 0; this.limit = word.length;
    this.limit_backward = 0; this.bra = 0; this.ket = this.limit;
  }
  in_grouping(s) {
    if (this.cursor >= this.limit || !s.has(this.current[this.cursor])) return false;
    this.cursor++; return true;
  }
  go_in_grouping(s) {
    for (; this.cursor < this.limit; this.cursor++) if (!s.has(this.current[this.cursor])) return true;
    return false;
  }
  in_grouping_b(s) {
    if (this.cursor <= this.limit_backward || !s.has(this.current[this.cursor - 1])) return false;
    this.cursor--; return true;
  }
  go_in_grouping_b(s) {
    for (; this.cursor > this.limit_backward; this.cursor--) if (!s.has(this.current[this.cursor - 1])) return true;
    return false;
  }
  out_grouping(s) {
    if (this.cursor >= this.limit || s.has(this.current[this.cursor])) return false;
    this.cursor++; return true;
  }
  go_out_grouping(s) {
    for (; this.cursor < this.limit; this.cursor++) if (s.has(this.current[this.cursor])) return true;
    return false;
  }
  out_grouping_b(s) {
    if (this.cursor <= this.limit_backward || s.has(this.current[this.cursor - 1])) return false;
    this.cursor--; return true;
  }
  go_out_grouping_b(s) {
    for (; this.cursor > this.limit_backward; this.cursor--) if (s.has(this.current[this.cursor - 1])) return true;
    return false;
  }
  eq_s(s) {
    if (this.cursor + s.length > this.limit || !this.current.startsWith(s, this.cursor)) return false;
    this.cursor += s.length; return true;
  }
  eq_s_b(s) {
    if (this.cursor - s.length < this.limit_backward || !this.current.endsWith(s, this.cursor)) return false;
    this.cursor -= s.length; return true;
  }
  find_among(v) {
    const c = this.cursor, l = this.limit;
    let i = 0, j = v.length, common_i = 0, common_j = 0, inspected = false;
    for (;;) {
      const k = i + ((j - i) >> 1), s = v[k][0];
      let diff = 0, common = Math.min(common_i, common_j);
      for (let n = common; n < s.length; n++) {
        if (c + common === l) { diff = -1; break; }
        diff = this.current.charCodeAt(c + common) - s.charCodeAt(n);
        if (diff !== 0) break;
        common++;
      }
      if (diff < 0) { j = k; common_j = common; } else { i = k; common_i = common; }
      if (j - i <= 1) {
        if (i > 0 || j === i || inspected) break;
        inspected = true;
      }
    }
    for (;;) {
      const [s, next, result, method] = v[i];
      if (common_i >= s.length) {
        this.cursor = c + s.length;
        if (!method) return result;
        if (method(this)) { this.cursor = c + s.length; return result; }
      }
      i = next;
      if (i < 0) return 0;
    }
  }
  find_among_b(v) {
    const c = this.cursor, lb = this.limit_backward;
    let i = 0, j = v.length, common_i = 0, common_j = 0, inspected = false;
    for (;;) {
      const k = i + ((j - i) >> 1), s = v[k][0];
      let diff = 0, common = Math.min(common_i, common_j);
      for (let n = s.length - 1 - common; n >= 0; n--) {
        if (c - common === lb) { diff = -1; break; }
        diff = this.current.charCodeAt(c - 1 - common) - s.charCodeAt(n);
        if (diff !== 0) break;
        common++;
      }
      if (diff < 0) { j = k; common_j = common; } else { i = k; common_i = common; }
      if (j - i <= 1) {
        if (i > 0 || j === i || inspected) break;
        inspected = true;
      }
    }
    for (;;) {
      const [s, next, result, method] = v[i];
      if (common_i >= s.length) {
        this.cursor = c - s.length;
        if (!method) return result;
        if (method(this)) { this.cursor = c - s.length; return result; }
      }
      i = next;
      if (i < 0) return 0;
    }
  }
  replace_s(bra, ket, s) {
    const adjustment = s.length - (ket - bra);
    this.current = this.current.slice(0, bra) + s + this.current.slice(ket);
    this.limit += adjustment;
    if (this.cursor >= ket) this.cursor += adjustment;
    else if (this.cursor > bra) this.cursor = bra;
    return adjustment;
  }
  slice_from(s) { this.replace_s(this.bra, this.ket, s); this.ket = this.bra + s.length; }
  slice_del() { this.slice_from(""); }
  insert(bra, ket, s) {
    const adjustment = this.replace_s(bra, ket, s);
    if (bra <= this.bra) this.bra += adjustment;
    if (bra <= this.ket) this.ket += adjustment;
  }
  slice_to() { return this.current.slice(this.bra, this.ket); }
  assign_to() { return this.current.slice(0, this.limit); }
  stemWord(word) { this.setCurrent(word); this.stem(); return this.current; }
}
const ArabicStemmer_a_0 = [["ـ",-1,1],["ً",-1,1],["ٌ",-1,1],["ٍ",-1,1],["َ",-1,1],["ُ",-1,1],["ِ",-1,1],["ّ",-1,1],["ْ",-1,1],["٠",-1,2],["١",-1,3],["٢",-1,4],["٣",-1,5],["٤",-1,6],["٥",-1,7],["٦",-1,8],["٧",-1,9],["٨",-1,10],["٩",-1,11],["ﺀ",-1,12],["ﺁ",-1,16],["ﺂ",-1,16],["ﺃ",-1,13],["ﺄ",-1,13],["ﺅ",-1,17],["ﺆ",-1,17],["ﺇ",-1,14],["ﺈ",-1,14],["ﺉ",-1,15],["ﺊ",-1,15],["ﺋ",-1,15],["ﺌ",-1,15],["ﺍ",-1,18],["ﺎ",-1,18],["ﺏ",-1,19],["ﺐ",-1,19],["ﺑ",-1,19],["ﺒ",-1,19],["ﺓ",-1,20],["ﺔ",-1,20],["ﺕ",-1,21],["ﺖ",-1,21],["ﺗ",-1,21],["ﺘ",-1,21],["ﺙ",-1,22],["ﺚ",-1,22],["ﺛ",-1,22],["ﺜ",-1,22],["ﺝ",-1,23],["ﺞ",-1,23],["ﺟ",-1,23],["ﺠ",-1,23],["ﺡ",-1,24],["ﺢ",-1,24],["ﺣ",-1,24],["ﺤ",-1,24],["ﺥ",-1,25],["ﺦ",-1,25],["ﺧ",-1,25],["ﺨ",-1,25],["ﺩ",-1,26],["ﺪ",-1,26],["ﺫ",-1,27],["ﺬ",-1,27],["ﺭ",-1,28],["ﺮ",-1,28],["ﺯ",-1,29],["ﺰ",-1,29],["ﺱ",-1,30],["ﺲ",-1,30],["ﺳ",-1,30],["ﺴ",-1,30],["ﺵ",-1,31],["ﺶ",-1,31],["ﺷ",-1,31],["ﺸ",-1,31],["ﺹ",-1,32],["ﺺ",-1,32],["ﺻ",-1,32],["ﺼ",-1,32],["ﺽ",-1,33],["ﺾ",-1,33],["ﺿ",-1,33],["ﻀ",-1,33],["ﻁ",-1,34],["ﻂ",-1,34],["ﻃ",-1,34],["ﻄ",-1,34],["ﻅ",-1,35],["ﻆ",-1,35],["ﻇ",-1,35],["ﻈ",-1,35],["ﻉ",-1,36],["ﻊ",-1,36],["ﻋ",-1,36],["ﻌ",-1,36],["ﻍ",-1,37],["ﻎ",-1,37],["ﻏ",-1,37],["ﻐ",-1,37],["ﻑ",-1,38],["ﻒ",-1,38],["ﻓ",-1,38],["ﻔ",-1,38],["ﻕ",-1,39],["ﻖ",-1,39],["ﻗ",-1,39],["ﻘ",-1,39],["ﻙ",-1,40],["ﻚ",-1,40],["ﻛ",-1,40],["ﻜ",-1,40],["ﻝ",-1,41],["ﻞ",-1,41],["ﻟ",-1,41],["ﻠ",-1,41],["ﻡ",-1,42],["ﻢ",-1,42],["ﻣ",-1,42],["ﻤ",-1,42],["ﻥ",-1,43],["ﻦ",-1,43],["ﻧ",-1,43],["ﻨ",-1,43],["ﻩ",-1,44],["ﻪ",-1,44],["ﻫ",-1,44],["ﻬ",-1,44],["ﻭ",-1,45],["ﻮ",-1,45],["ﻯ",-1,46],["ﻰ",-1,46],["ﻱ",-1,47],["ﻲ",-1,47],["ﻳ",-1,47],["ﻴ",-1,47],["ﻵ",-1,51],["ﻶ",-1,51],["ﻷ",-1,49],["ﻸ",-1,49],["ﻹ",-1,50],["ﻺ",-1,50],["ﻻ",-1,48],["ﻼ",-1,48]];
const ArabicStemmer_as_0 = ["","0","1","2","3","4","5","6","7","8","9","ء","أ","إ","ئ","آ","ؤ","ا","ب","ة","ت","ث","ج","ح","خ","د","ذ","ر","ز","س","ش","ص","ض","ط","ظ","ع","غ","ف","ق","ك","ل","م","ن","ه","و","ى","ي","لا","لأ","لإ","لآ"];
const ArabicStemmer_a_1 = [["آ",-1,1],["أ",-1,1],["ؤ",-1,1],["إ",-1,1],["ئ",-1,1]];
const ArabicStemmer_a_2 = [["آ",-1,1],["أ",-1,1],["ؤ",-1,2],["إ",-1,1],["ئ",-1,3]];
const ArabicStemmer_as_2 = ["ا","و","ي"];
const ArabicStemmer_a_3 = [["ال",-1,2],["بال",-1,1],["كال",-1,1],["لل",-1,2]];
const ArabicStemmer_a_4 = [["أآ",-1,2],["أأ",-1,1],["أؤ",-1,1],["أإ",-1,4],["أا",-1,3]];
const ArabicStemmer_a_5 = [["ف",-1,1],["و",-1,1]];
const ArabicStemmer_a_6 = [["ال",-1,2],["بال",-1,1],["كال",-1,1],["لل",-1,2]];
const ArabicStemmer_a_7 = [["ب",-1,1],["با",0,-1],["بب",0,2],["كك",-1,3]];
const ArabicStemmer_a_8 = [["سأ",-1,4],["ست",-1,2],["سن",-1,3],["سي",-1,1]];
const ArabicStemmer_a_9 = [["تست",-1,1],["نست",-1,1],["يست",-1,1]];
const ArabicStemmer_a_10 = [["كما",-1,3],["هما",-1,3],["نا",-1,2],["ها",-1,2],["ك",-1,1],["كم",-1,2],["هم",-1,2],["هن",-1,2],["ه",-1,1],["ي",-1,1]];
const ArabicStemmer_a_11 = [["ا",-1,1],["و",-1,1],["ي",-1,1]];
const ArabicStemmer_a_12 = [["كما",-1,3],["هما",-1,3],["نا",-1,2],["ها",-1,2],["ك",-1,1],["كم",-1,2],["هم",-1,2],["كن",-1,2],["هن",-1,2],["ه",-1,1],["كمو",-1,3],["ني",-1,2]];
const ArabicStemmer_a_13 = [["ا",-1,1],["تا",0,2],["تما",0,4],["نا",0,2],["ت",-1,1],["ن",-1,1],["ان",5,3],["تن",5,2],["ون",5,3],["ين",5,3],["ي",-1,1]];
const ArabicStemmer_a_14 = [["وا",-1,1],["تم",-1,1]];
const ArabicStemmer_a_15 = [["و",-1,1],["تمو",0,2]];
class ArabicStemmer extends Stemmer {
B_is_defined = false;
B_is_verb = false;
B_is_noun = false;
r_Normalize_pre() {
let among_var, v_1, v_2, v_3;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
while (true) {
v_3 = this.cursor;
lab2: {
this.bra = this.cursor;
among_var = this.find_among(ArabicStemmer_a_0);
if ((among_var === 0)) {
break lab2;
}
this.ket = this.cursor;
this.slice_from(ArabicStemmer_as_0[(among_var - 1)]);
break;
}
this.cursor = v_3;
if ((this.cursor >= this.limit)) {
break lab1;
}
this.cursor += 1;
break;
}
continue;
}
this.cursor = v_2;
break;
}
}
this.cursor = v_1;
return true;
}
r_Normalize_post() {
let among_var, v_1, v_2, v_3, v_4;
v_1 = this.cursor;
lab0: {
this.limit_backward = this.cursor;
this.cursor = this.limit;
this.ket = this.cursor;
if ((this.find_among_b(ArabicStemmer_a_1) === 0)) {
break lab0;
}
this.bra = this.cursor;
this.slice_from("ء");
this.cursor = this.limit_backward;
}
this.cursor = v_1;
v_2 = this.cursor;
lab0: {
while (true) {
v_3 = this.cursor;
lab1: {
while (true) {
v_4 = this.cursor;
lab2: {
this.bra = this.cursor;
among_var = this.find_among(ArabicStemmer_a_2);
if ((among_var === 0)) {
break lab2;
}
this.ket = this.cursor;
this.slice_from(ArabicStemmer_as_2[(among_var - 1)]);
break;
}
this.cursor = v_4;
if ((this.cursor >= this.limit)) {
break lab1;
}
this.cursor += 1;
break;
}
continue;
}
this.cursor = v_3;
break;
}
}
this.cursor = v_2;
return true;
}
r_Checks1() {
let among_var;
this.bra = this.cursor;
among_var = this.find_among(ArabicStemmer_a_3);
if ((among_var === 0)) {
return false;
}
this.ket = this.cursor;
if ((among_var === 1)) {
if ((this.current.length <= 4)) {
return false;
}
this.B_is_noun = true;
this.B_is_verb = false;
this.B_is_defined = true;
} else {
if ((this.current.length <= 3)) {
return false;
}
this.B_is_noun = true;
this.B_is_verb = false;
this.B_is_defined = true;
}
return true;
}
r_Prefix_Step1() {
let among_var;
this.bra = this.cursor;
among_var = this.find_among(ArabicStemmer_a_4);
if ((among_var === 0)) {
return false;
}
this.ket = this.cursor;
if ((among_var === 1)) {
if ((this.current.length <= 3)) {
return false;
}
this.slice_from("أ");
} else {
if ((among_var === 2)) {
if ((this.current.length <= 3)) {
return false;
}
this.slice_from("آ");
} else {
if ((among_var === 3)) {
if ((this.current.length <= 3)) {
return false;
}
this.slice_from("ا");
} else {
if ((this.current.length <= 3)) {
return false;
}
this.slice_from("إ");
}
}
}
return true;
}
r_Prefix_Step2() {
this.bra = this.cursor;
if ((this.find_among(ArabicStemmer_a_5) === 0)) {
return false;
}
this.ket = this.cursor;
if ((this.current.length <= 3)) {
return false;
}
lab0: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "ا"))) {
break lab0;
}
this.cursor += 1;
return false;
}
this.slice_del();
return true;
}
r_Prefix_Step3a_Noun() {
let among_var;
this.bra = this.cursor;
among_var = this.find_among(ArabicStemmer_a_6);
if ((among_var === 0)) {
return false;
}
this.ket = this.cursor;
if ((among_var === 1)) {
if ((this.current.length <= 5)) {
return false;
}
this.slice_del();
} else {
if ((this.current.length <= 4)) {
return false;
}
this.slice_del();
}
return true;
}
r_Prefix_Step3b_Noun() {
let among_var;
this.bra = this.cursor;
among_var = this.find_among(ArabicStemmer_a_7);
if ((among_var === 0)) {
return false;
}
this.ket = this.cursor;
if ((among_var === 1)) {
if ((this.current.length <= 3)) {
return false;
}
this.slice_del();
} else {
if ((among_var === 2)) {
if ((this.current.length <= 3)) {
return false;
}
this.slice_from("ب");
} else {
if ((among_var === 3)) {
if ((this.current.length <= 3)) {
return false;
}
this.slice_from("ك");
}
}
}
return true;
}
r_Prefix_Step3_Verb() {
let among_var;
this.bra = this.cursor;
among_var = this.find_among(ArabicStemmer_a_8);
if ((among_var === 0)) {
return false;
}
this.ket = this.cursor;
if ((among_var === 1)) {
if ((this.current.length <= 4)) {
return false;
}
this.slice_from("ي");
} else {
if ((among_var === 2)) {
if ((this.current.length <= 4)) {
return false;
}
this.slice_from("ت");
} else {
if ((among_var === 3)) {
if ((this.current.length <= 4)) {
return false;
}
this.slice_from("ن");
} else {
if ((this.current.length <= 4)) {
return false;
}
this.slice_from("أ");
}
}
}
return true;
}
r_Prefix_Step4_Verb() {
this.bra = this.cursor;
if ((this.find_among(ArabicStemmer_a_9) === 0)) {
return false;
}
this.ket = this.cursor;
if ((this.current.length <= 4)) {
return false;
}
this.B_is_verb = true;
this.B_is_noun = false;
this.slice_from("است");
return true;
}
r_Suffix_Noun_Step1a() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(ArabicStemmer_a_10);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if ((this.current.length < 4)) {
return false;
}
this.slice_del();
} else {
if ((among_var === 2)) {
if ((this.current.length < 5)) {
return false;
}
this.slice_del();
} else {
if ((this.current.length < 6)) {
return false;
}
this.slice_del();
}
}
return true;
}
r_Suffix_Noun_Step1b() {
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ن"))) {
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
if ((this.current.length <= 5)) {
return false;
}
this.slice_del();
return true;
}
r_Suffix_Noun_Step2a() {
this.ket = this.cursor;
if ((this.find_among_b(ArabicStemmer_a_11) === 0)) {
return false;
}
this.bra = this.cursor;
if ((this.current.length <= 4)) {
return false;
}
this.slice_del();
return true;
}
r_Suffix_Noun_Step2b() {
this.ket = this.cursor;
if (!(this.eq_s_b("ات"))) {
return false;
}
this.bra = this.cursor;
if ((this.current.length < 5)) {
return false;
}
this.slice_del();
return true;
}
r_Suffix_Noun_Step2c1() {
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ت"))) {
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
if ((this.current.length < 4)) {
return false;
}
this.slice_del();
return true;
}
r_Suffix_Noun_Step2c2() {
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ة"))) {
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
if ((this.current.length < 4)) {
return false;
}
this.slice_del();
return true;
}
r_Suffix_Noun_Step3() {
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ي"))) {
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
if ((this.current.length < 3)) {
return false;
}
this.slice_del();
return true;
}
r_Suffix_Verb_Step1() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(ArabicStemmer_a_12);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if ((this.current.length < 4)) {
return false;
}
this.slice_del();
} else {
if ((among_var === 2)) {
if ((this.current.length < 5)) {
return false;
}
this.slice_del();
} else {
if ((this.current.length < 6)) {
return false;
}
this.slice_del();
}
}
return true;
}
r_Suffix_Verb_Step2a() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(ArabicStemmer_a_13);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if ((this.current.length < 4)) {
return false;
}
this.slice_del();
} else {
if ((among_var === 2)) {
if ((this.current.length < 5)) {
return false;
}
this.slice_del();
} else {
if ((among_var === 3)) {
if ((this.current.length <= 5)) {
return false;
}
this.slice_del();
} else {
if ((this.current.length < 6)) {
return false;
}
this.slice_del();
}
}
}
return true;
}
r_Suffix_Verb_Step2b() {
this.ket = this.cursor;
if ((this.find_among_b(ArabicStemmer_a_14) === 0)) {
return false;
}
this.bra = this.cursor;
if ((this.current.length < 5)) {
return false;
}
this.slice_del();
return true;
}
r_Suffix_Verb_Step2c() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(ArabicStemmer_a_15);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if ((this.current.length < 4)) {
return false;
}
this.slice_del();
} else {
if ((this.current.length < 6)) {
return false;
}
this.slice_del();
}
return true;
}
r_Suffix_All_alef_maqsura() {
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ى"))) {
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_from("ي");
return true;
}
stem() {
let v_1, v_10, v_11, v_12, v_13, v_14, v_15, v_16, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
this.B_is_noun = true;
this.B_is_verb = true;
this.B_is_defined = false;
v_1 = this.cursor;
this.r_Checks1();
this.cursor = v_1;
this.r_Normalize_pre();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_2 = (this.limit - this.cursor);
lab0: {
while (true) {
v_3 = (this.limit - this.cursor);
lab1: {
if (!(this.B_is_verb)) {
break lab1;
}
while (true) {
v_4 = (this.limit - this.cursor);
lab2: {
v_5 = 1;
while (true) {
v_6 = (this.limit - this.cursor);
lab3: {
if (!(this.r_Suffix_Verb_Step1())) {
break lab3;
}
v_5 -= 1;
continue;
}
this.cursor = (this.limit - v_6);
break;
}
if ((v_5 > 0)) {
break lab2;
}
while (true) {
v_7 = (this.limit - this.cursor);
lab3: {
if (!(this.r_Suffix_Verb_Step2a())) {
break lab3;
}
break;
}
this.cursor = (this.limit - v_7);
lab3: {
if (!(this.r_Suffix_Verb_Step2c())) {
break lab3;
}
break;
}
this.cursor = (this.limit - v_7);
if ((this.cursor <= this.limit_backward)) {
break lab2;
}
this.cursor -= 1;
break;
}
break;
}
this.cursor = (this.limit - v_4);
lab2: {
if (!(this.r_Suffix_Verb_Step2b())) {
break lab2;
}
break;
}
this.cursor = (this.limit - v_4);
if (!(this.r_Suffix_Verb_Step2a())) {
break lab1;
}
break;
}
break;
}
this.cursor = (this.limit - v_3);
lab1: {
if (!(this.B_is_noun)) {
break lab1;
}
v_8 = (this.limit - this.cursor);
lab2: {
while (true) {
v_9 = (this.limit - this.cursor);
lab3: {
if (!(this.r_Suffix_Noun_Step2c2())) {
break lab3;
}
break;
}
this.cursor = (this.limit - v_9);
lab3: {
if (this.B_is_defined) {
break lab3;
}
if (!(this.r_Suffix_Noun_Step1a())) {
break lab3;
}
while (true) {
v_10 = (this.limit - this.cursor);
lab4: {
if (!(this.r_Suffix_Noun_Step2a())) {
break lab4;
}
break;
}
this.cursor = (this.limit - v_10);
lab4: {
if (!(this.r_Suffix_Noun_Step2b())) {
break lab4;
}
break;
}
this.cursor = (this.limit - v_10);
lab4: {
if (!(this.r_Suffix_Noun_Step2c1())) {
break lab4;
}
break;
}
this.cursor = (this.limit - v_10);
if ((this.cursor <= this.limit_backward)) {
break lab3;
}
this.cursor -= 1;
break;
}
break;
}
this.cursor = (this.limit - v_9);
lab3: {
if (!(this.r_Suffix_Noun_Step1b())) {
break lab3;
}
while (true) {
v_11 = (this.limit - this.cursor);
lab4: {
if (!(this.r_Suffix_Noun_Step2a())) {
break lab4;
}
break;
}
this.cursor = (this.limit - v_11);
lab4: {
if (!(this.r_Suffix_Noun_Step2b())) {
break lab4;
}
break;
}
this.cursor = (this.limit - v_11);
if (!(this.r_Suffix_Noun_Step2c1())) {
break lab3;
}
break;
}
break;
}
this.cursor = (this.limit - v_9);
lab3: {
if (this.B_is_defined) {
break lab3;
}
if (!(this.r_Suffix_Noun_Step2a())) {
break lab3;
}
break;
}
this.cursor = (this.limit - v_9);
if (!(this.r_Suffix_Noun_Step2b())) {
this.cursor = (this.limit - v_8);
break lab2;
}
break;
}
}
if (!(this.r_Suffix_Noun_Step3())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_3);
if (!(this.r_Suffix_All_alef_maqsura())) {
break lab0;
}
break;
}
}
this.cursor = (this.limit - v_2);
this.cursor = this.limit_backward;
v_12 = this.cursor;
lab0: {
v_13 = this.cursor;
lab1: {
if (!(this.r_Prefix_Step1())) {
this.cursor = v_13;
break lab1;
}
}
v_14 = this.cursor;
lab1: {
if (!(this.r_Prefix_Step2())) {
this.cursor = v_14;
break lab1;
}
}
while (true) {
v_15 = this.cursor;
lab1: {
if (!(this.r_Prefix_Step3a_Noun())) {
break lab1;
}
break;
}
this.cursor = v_15;
lab1: {
if (!(this.B_is_noun)) {
break lab1;
}
if (!(this.r_Prefix_Step3b_Noun())) {
break lab1;
}
break;
}
this.cursor = v_15;
if (!(this.B_is_verb)) {
break lab0;
}
v_16 = this.cursor;
lab1: {
if (!(this.r_Prefix_Step3_Verb())) {
this.cursor = v_16;
break lab1;
}
}
if (!(this.r_Prefix_Step4_Verb())) {
break lab0;
}
break;
}
}
this.cursor = v_12;
this.r_Normalize_post();
return true;
}
}
const ArmenianStemmer_g_v = new Set("աեէըիուօ");
const ArmenianStemmer_a_0 = [["րորդ",-1,1],["երորդ",0,1],["ալի",-1,1],["ակի",-1,1],["որակ",-1,1],["եղ",-1,1],["ական",-1,1],["արան",-1,1],["են",-1,1],["եկեն",8,1],["երեն",8,1],["որէն",-1,1],["ին",-1,1],["գին",12,1],["ովին",12,1],["լայն",-1,1],["վուն",-1,1],["պես",-1,1],["իվ",-1,1],["ատ",-1,1],["ավետ",-1,1],["կոտ",-1,1],["բար",-1,1]];
const ArmenianStemmer_a_1 = [["ա",-1,1],["ացա",0,1],["եցա",0,1],["վե",-1,1],["ացրի",-1,1],["ացի",-1,1],["եցի",-1,1],["վեցի",6,1],["ալ",-1,1],["ըալ",8,1],["անալ",8,1],["ենալ",8,1],["ացնալ",8,1],["ել",-1,1],["ըել",13,1],["նել",13,1],["ցնել",15,1],["եցնել",16,1],["չել",13,1],["վել",13,1],["ացվել",19,1],["եցվել",19,1],["տել",13,1],["ատել",22,1],["ոտել",22,1],["կոտել",24,1],["ված",-1,1],["ում",-1,1],["վում",27,1],["ան",-1,1],["ցան",29,1],["ացան",30,1],["ացրին",-1,1],["ացին",-1,1],["եցին",-1,1],["վեցին",34,1],["ալիս",-1,1],["ելիս",-1,1],["ավ",-1,1],["ացավ",38,1],["եցավ",38,1],["ալով",-1,1],["ելով",-1,1],["ար",-1,1],["ացար",43,1],["եցար",43,1],["ացրիր",-1,1],["ացիր",-1,1],["եցիր",-1,1],["վեցիր",48,1],["աց",-1,1],["եց",-1,1],["ացրեց",51,1],["ալուց",-1,1],["ելուց",-1,1],["ալու",-1,1],["ելու",-1,1],["աք",-1,1],["ցաք",57,1],["ացաք",58,1],["ացրիք",-1,1],["ացիք",-1,1],["եցիք",-1,1],["վեցիք",62,1],["անք",-1,1],["ցանք",64,1],["ացանք",65,1],["ացրինք",-1,1],["ացինք",-1,1],["եցինք",-1,1],["վեցինք",69,1]];
const ArmenianStemmer_a_2 = [["որդ",-1,1],["ույթ",-1,1],["ուհի",-1,1],["ցի",-1,1],["իլ",-1,1],["ակ",-1,1],["յակ",5,1],["անակ",5,1],["իկ",-1,1],["ուկ",-1,1],["ան",-1,1],["պան",10,1],["ստան",10,1],["արան",10,1],["եղէն",-1,1],["յուն",-1,1],["ություն",15,1],["ածո",-1,1],["իչ",-1,1],["ուս",-1,1],["ուստ",-1,1],["գար",-1,1],["վոր",-1,1],["ավոր",22,1],["ոց",-1,1],["անօց",-1,1],["ու",-1,1],["ք",-1,1],["չեք",27,1],["իք",27,1],["ալիք",29,1],["անիք",29,1],["վածք",27,1],["ույք",27,1],["ենք",27,1],["ոնք",27,1],["ունք",27,1],["մունք",36,1],["իչք",27,1],["արք",27,1]];
const ArmenianStemmer_a_3 = [["սա",-1,1],["վա",-1,1],["ամբ",-1,1],["դ",-1,1],["անդ",3,1],["ությանդ",4,1],["վանդ",4,1],["ոջդ",3,1],["երդ",3,1],["ներդ",8,1],["ուդ",3,1],["ը",-1,1],["անը",11,1],["ությանը",12,1],["վանը",12,1],["ոջը",11,1],["երը",11,1],["ները",16,1],["ի",-1,1],["վի",18,1],["երի",18,1],["ների",20,1],["անում",-1,1],["երում",-1,1],["ներում",23,1],["ն",-1,1],["ան",25,1],["ության",26,1],["վան",26,1],["ին",25,1],["երին",29,1],["ներին",30,1],["ությանն",25,1],["երն",25,1],["ներն",33,1],["ուն",25,1],["ոջ",-1,1],["ությանս",-1,1],["վանս",-1,1],["ոջս",-1,1],["ով",-1,1],["անով",40,1],["վով",40,1],["երով",40,1],["ներով",43,1],["եր",-1,1],["ներ",45,1],["ց",-1,1],["ից",47,1],["վանից",48,1],["ոջից",48,1],["վից",48,1],["երից",48,1],["ներից",52,1],["ցից",48,1],["ոց",47,1],["ուց",47,1]];
class ArmenianStemmer extends Stemmer {
I_p2 = 0;
I_pV = 0;
r_mark_regions() {
let v_1;
this.I_pV = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
if (!(this.go_out_grouping(ArmenianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_pV = this.cursor;
if (!(this.go_in_grouping(ArmenianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_out_grouping(ArmenianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(ArmenianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p2 = this.cursor;
}
this.cursor = v_1;
return true;
}
r_adjective() {
this.ket = this.cursor;
if ((this.find_among_b(ArmenianStemmer_a_0) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
return true;
}
r_verb() {
this.ket = this.cursor;
if ((this.find_among_b(ArmenianStemmer_a_1) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
return true;
}
r_noun() {
this.ket = this.cursor;
if ((this.find_among_b(ArmenianStemmer_a_2) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
return true;
}
r_ending() {
this.ket = this.cursor;
if ((this.find_among_b(ArmenianStemmer_a_3) === 0)) {
return false;
}
this.bra = this.cursor;
if ((this.I_p2 > this.cursor)) {
return false;
}
this.slice_del();
return true;
}
stem() {
let v_2, v_3, v_4, v_5, v_6;
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
if ((this.cursor < this.I_pV)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_pV;
v_3 = (this.limit - this.cursor);
this.r_ending();
this.cursor = (this.limit - v_3);
v_4 = (this.limit - this.cursor);
this.r_verb();
this.cursor = (this.limit - v_4);
v_5 = (this.limit - this.cursor);
this.r_adjective();
this.cursor = (this.limit - v_5);
v_6 = (this.limit - this.cursor);
this.r_noun();
this.cursor = (this.limit - v_6);
this.limit_backward = v_2;
this.cursor = this.limit_backward;
return true;
}
}
const BasqueStemmer_g_v = new Set("aeiou");
const BasqueStemmer_a_0 = [["idea",-1,1],["bidea",0,1],["kidea",0,1],["pidea",0,1],["kundea",-1,1],["galea",-1,1],["tailea",-1,1],["tzailea",-1,1],["gunea",-1,1],["kunea",-1,1],["tzaga",-1,1],["gaia",-1,1],["aldia",-1,1],["taldia",12,1],["karia",-1,1],["garria",-1,2],["karria",-1,1],["ka",-1,1],["tzaka",17,1],["la",-1,1],["mena",-1,1],["pena",-1,1],["kina",-1,1],["ezina",-1,1],["tezina",23,1],["kuna",-1,1],["tuna",-1,1],["kizuna",-1,1],["era",-1,1],["bera",28,1],["arabera",29,-1],["kera",28,1],["pera",28,1],["orra",-1,1],["korra",33,1],["dura",-1,1],["gura",-1,1],["kura",-1,1],["tura",-1,1],["eta",-1,1],["keta",39,1],["gailua",-1,1],["eza",-1,1],["erreza",42,1],["tza",-1,2],["gaitza",44,1],["kaitza",44,1],["kuntza",44,1],["ide",-1,1],["bide",48,1],["kide",48,1],["pide",48,1],["kunde",-1,1],["tzake",-1,1],["tzeke",-1,1],["le",-1,1],["gale",55,1],["taile",55,1],["tzaile",55,1],["gune",-1,1],["kune",-1,1],["tze",-1,1],["atze",61,1],["gai",-1,1],["aldi",-1,1],["taldi",64,1],["ki",-1,1],["ari",-1,1],["kari",67,1],["lari",67,1],["tari",67,1],["etari",70,1],["garri",-1,2],["karri",-1,1],["arazi",-1,1],["tarazi",74,1],["an",-1,1],["ean",76,1],["rean",77,1],["kan",76,1],["etan",76,1],["atseden",-1,-1],["men",-1,1],["pen",-1,1],["kin",-1,1],["rekin",84,1],["ezin",-1,1],["tezin",86,1],["tun",-1,1],["kizun",-1,1],["go",-1,1],["ago",90,1],["tio",-1,1],["dako",-1,1],["or",-1,1],["kor",94,1],["tzat",-1,1],["du",-1,1],["gailu",-1,1],["tu",-1,1],["atu",99,1],["aldatu",100,1],["tatu",100,1],["baditu",99,-1],["ez",-1,1],["errez",104,1],["tzez",104,1],["gaitz",-1,1],["kaitz",-1,1]];
const BasqueStemmer_a_1 = [["ada",-1,1],["kada",0,1],["anda",-1,1],["denda",-1,1],["gabea",-1,1],["kabea",-1,1],["aldea",-1,1],["kaldea",6,1],["taldea",6,1],["ordea",-1,1],["zalea",-1,1],["tzalea",10,1],["gilea",-1,1],["emea",-1,1],["kumea",-1,1],["nea",-1,1],["enea",15,1],["zionea",15,1],["unea",15,1],["gunea",18,1],["pea",-1,1],["aurrea",-1,1],["tea",-1,1],["kotea",22,1],["artea",22,1],["ostea",22,1],["etxea",-1,1],["ga",-1,1],["anga",27,1],["gaia",-1,1],["aldia",-1,1],["taldia",30,1],["handia",-1,1],["mendia",-1,1],["geia",-1,1],["egia",-1,1],["degia",35,1],["tegia",35,1],["nahia",-1,1],["ohia",-1,1],["kia",-1,1],["tokia",40,1],["oia",-1,1],["koia",42,1],["aria",-1,1],["karia",44,1],["laria",44,1],["taria",44,1],["eria",-1,1],["keria",48,1],["teria",48,1],["garria",-1,2],["larria",-1,1],["kirria",-1,1],["duria",-1,1],["asia",-1,1],["tia",-1,1],["ezia",-1,1],["bizia",-1,1],["ontzia",-1,1],["ka",-1,1],["joka",60,3],["aurka",60,-1],["ska",60,1],["xka",60,1],["zka",60,1],["gibela",-1,1],["gela",-1,1],["kaila",-1,1],["skila",-1,1],["tila",-1,1],["ola",-1,1],["na",-1,1],["kana",72,1],["ena",72,1],["garrena",74,1],["gerrena",74,1],["urrena",74,1],["zaina",72,1],["tzaina",78,1],["kina",72,1],["mina",72,1],["garna",72,1],["una",72,1],["duna",83,1],["asuna",83,1],["tasuna",85,1],["ondoa",-1,1],["kondoa",87,1],["ngoa",-1,1],["zioa",-1,1],["koa",-1,1],["takoa",91,1],["zkoa",91,1],["noa",-1,1],["zinoa",94,1],["aroa",-1,1],["taroa",96,1],["zaroa",96,1],["eroa",-1,1],["oroa",-1,1],["osoa",-1,1],["toa",-1,1],["ttoa",102,1],["ztoa",102,1],["txoa",-1,1],["tzoa",-1,1],["ñoa",-1,1],["ra",-1,1],["ara",108,1],["dara",109,1],["liara",109,1],["tiara",109,1],["tara",109,1],["etara",113,1],["tzara",109,1],["bera",108,1],["kera",108,1],["pera",108,1],["ora",108,2],["tzarra",108,1],["korra",108,1],["tra",108,1],["sa",-1,1],["osa",123,1],["ta",-1,1],["eta",125,1],["keta",126,1],["sta",125,1],["dua",-1,1],["mendua",129,1],["ordua",129,1],["lekua",-1,1],["burua",-1,1],["durua",-1,1],["tsua",-1,1],["tua",-1,1],["mentua",136,1],["estua",136,1],["txua",-1,1],["zua",-1,1],["tzua",140,1],["za",-1,1],["eza",142,1],["eroza",142,1],["tza",142,2],["koitza",145,1],["antza",145,1],["gintza",145,1],["kintza",145,1],["kuntza",145,1],["gabe",-1,1],["kabe",-1,1],["kide",-1,1],["alde",-1,1],["kalde",154,1],["talde",154,1],["orde",-1,1],["ge",-1,1],["zale",-1,1],["tzale",159,1],["gile",-1,1],["eme",-1,1],["kume",-1,1],["ne",-1,1],["zione",164,1],["une",164,1],["gune",166,1],["pe",-1,1],["aurre",-1,1],["te",-1,1],["kote",170,1],["arte",170,1],["oste",170,1],["etxe",-1,1],["gai",-1,1],["di",-1,1],["aldi",176,1],["taldi",177,1],["geldi",176,-1],["handi",176,1],["mendi",176,1],["gei",-1,1],["egi",-1,1],["degi",183,1],["tegi",183,1],["nahi",-1,1],["ohi",-1,1],["ki",-1,1],["toki",188,1],["oi",-1,1],["goi",190,1],["koi",190,1],["ari",-1,1],["kari",193,1],["lari",193,1],["tari",193,1],["garri",-1,2],["larri",-1,1],["kirri",-1,1],["duri",-1,1],["asi",-1,1],["ti",-1,1],["ontzi",-1,1],["ñi",-1,1],["ak",-1,1],["ek",-1,1],["tarik",-1,1],["gibel",-1,1],["ail",-1,1],["kail",209,1],["kan",-1,1],["tan",-1,1],["etan",212,1],["en",-1,4],["ren",214,2],["garren",215,1],["gerren",215,1],["urren",215,1],["ten",214,4],["tzen",214,4],["zain",-1,1],["tzain",221,1],["kin",-1,1],["min",-1,1],["dun",-1,1],["asun",-1,1],["tasun",226,1],["aizun",-1,1],["ondo",-1,1],["kondo",229,1],["go",-1,1],["ngo",231,1],["zio",-1,1],["ko",-1,1],["trako",234,5],["tako",234,1],["etako",236,1],["eko",234,1],["tariko",234,1],["sko",234,1],["tuko",234,1],["minutuko",241,6],["zko",234,1],["no",-1,1],["zino",244,1],["ro",-1,1],["aro",246,1],["igaro",247,-1],["taro",247,1],["zaro",247,1],["ero",246,1],["giro",246,1],["oro",246,1],["oso",-1,1],["to",-1,1],["tto",255,1],["zto",255,1],["txo",-1,1],["tzo",-1,1],["gintzo",259,1],["ño",-1,1],["zp",-1,1],["ar",-1,1],["dar",263,1],["behar",263,1],["zehar",263,-1],["liar",263,1],["tiar",263,1],["tar",263,1],["tzar",263,1],["or",-1,2],["kor",271,1],["os",-1,1],["ket",-1,1],["du",-1,1],["mendu",275,1],["ordu",275,1],["leku",-1,1],["buru",-1,2],["duru",-1,1],["tsu",-1,1],["tu",-1,1],["tatu",282,4],["mentu",282,1],["estu",282,1],["txu",-1,1],["zu",-1,1],["tzu",287,1],["gintzu",288,1],["z",-1,1],["ez",290,1],["eroz",290,1],["tz",290,1],["koitz",293,1]];
const BasqueStemmer_a_2 = [["zlea",-1,2],["keria",-1,1],["la",-1,1],["era",-1,1],["dade",-1,1],["tade",-1,1],["date",-1,1],["tate",-1,1],["gi",-1,1],["ki",-1,1],["ik",-1,1],["lanik",10,1],["rik",10,1],["larik",12,1],["ztik",10,1],["go",-1,1],["ro",-1,1],["ero",16,1],["to",-1,1]];
class BasqueStemmer extends Stemmer {
I_p2 = 0;
I_p1 = 0;
I_pV = 0;
r_mark_regions() {
let v_1, v_2, v_3, v_4, v_5;
this.I_pV = this.limit;
this.I_p1 = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
if (!(this.in_grouping(BasqueStemmer_g_v))) {
break lab1;
}
while (true) {
v_3 = this.cursor;
lab2: {
if (!(this.out_grouping(BasqueStemmer_g_v))) {
break lab2;
}
if (!(this.go_out_grouping(BasqueStemmer_g_v))) {
break lab2;
}
this.cursor += 1;
break;
}
this.cursor = v_3;
if (!(this.in_grouping(BasqueStemmer_g_v))) {
break lab1;
}
if (!(this.go_in_grouping(BasqueStemmer_g_v))) {
break lab1;
}
this.cursor += 1;
break;
}
break;
}
this.cursor = v_2;
if (!(this.out_grouping(BasqueStemmer_g_v))) {
break lab0;
}
while (true) {
v_4 = this.cursor;
lab1: {
if (!(this.out_grouping(BasqueStemmer_g_v))) {
break lab1;
}
if (!(this.go_out_grouping(BasqueStemmer_g_v))) {
break lab1;
}
this.cursor += 1;
break;
}
this.cursor = v_4;
if (!(this.in_grouping(BasqueStemmer_g_v))) {
break lab0;
}
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
break;
}
break;
}
this.I_pV = this.cursor;
}
this.cursor = v_1;
v_5 = this.cursor;
lab0: {
if (!(this.go_out_grouping(BasqueStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(BasqueStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p1 = this.cursor;
if (!(this.go_out_grouping(BasqueStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(BasqueStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p2 = this.cursor;
}
this.cursor = v_5;
return true;
}
r_RV() {
return (this.I_pV <= this.cursor);
}
r_R2() {
return (this.I_p2 <= this.cursor);
}
r_aditzak() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(BasqueStemmer_a_0);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_RV())) {
return false;
}
this.slice_del();
} else {
if ((among_var === 2)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
}
}
return true;
}
r_izenak() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(BasqueStemmer_a_1);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_RV())) {
return false;
}
this.slice_del();
} else {
if ((among_var === 2)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
} else {
if ((among_var === 3)) {
this.slice_from("jok");
} else {
if ((among_var === 4)) {
if ((this.I_p1 > this.cursor)) {
return false;
}
this.slice_del();
} else {
if ((among_var === 5)) {
this.slice_from("tra");
} else {
if ((among_var === 6)) {
this.slice_from("minutu");
}
}
}
}
}
}
return true;
}
r_adjetiboak() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(BasqueStemmer_a_2);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_RV())) {
return false;
}
this.slice_del();
} else {
this.slice_from("z");
}
return true;
}
stem() {
let v_1, v_2, v_3;
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
if (!(this.r_aditzak())) {
break lab0;
}
continue;
}
this.cursor = (this.limit - v_1);
break;
}
while (true) {
v_2 = (this.limit - this.cursor);
lab0: {
if (!(this.r_izenak())) {
break lab0;
}
continue;
}
this.cursor = (this.limit - v_2);
break;
}
v_3 = (this.limit - this.cursor);
this.r_adjetiboak();
this.cursor = (this.limit - v_3);
this.cursor = this.limit_backward;
return true;
}
}
const CatalanStemmer_g_v = new Set("aeiouàáèéíïòóúü");
const CatalanStemmer_a_0 = [["",-1,7],["·",0,6],["à",0,1],["á",0,1],["è",0,2],["é",0,2],["ì",0,3],["í",0,3],["ï",0,3],["ò",0,4],["ó",0,4],["ú",0,5],["ü",0,5]];
const CatalanStemmer_a_1 = [["la",-1,1],["-la",0,1],["sela",0,1],["le",-1,1],["me",-1,1],["-me",4,1],["se",-1,1],["-te",-1,1],["hi",-1,1],["'hi",8,1],["li",-1,1],["-li",10,1],["'l",-1,1],["'m",-1,1],["-m",-1,1],["'n",-1,1],["-n",-1,1],["ho",-1,1],["'ho",17,1],["lo",-1,1],["selo",19,1],["'s",-1,1],["las",-1,1],["selas",22,1],["les",-1,1],["-les",24,1],["'ls",-1,1],["-ls",-1,1],["'ns",-1,1],["-ns",-1,1],["ens",-1,1],["los",-1,1],["selos",31,1],["nos",-1,1],["-nos",33,1],["vos",-1,1],["us",-1,1],["-us",36,1],["'t",-1,1]];
const CatalanStemmer_a_2 = [["ica",-1,4],["lógica",0,3],["enca",-1,1],["ada",-1,2],["ancia",-1,1],["encia",-1,1],["ència",-1,1],["ícia",-1,1],["logia",-1,3],["inia",-1,1],["íinia",9,1],["eria",-1,1],["ària",-1,1],["atòria",-1,1],["alla",-1,1],["ella",-1,1],["ívola",-1,1],["ima",-1,1],["íssima",17,1],["quíssima",18,5],["ana",-1,1],["ina",-1,1],["era",-1,1],["sfera",22,1],["ora",-1,1],["dora",24,1],["adora",25,1],["adura",-1,1],["esa",-1,1],["osa",-1,1],["assa",-1,1],["essa",-1,1],["issa",-1,1],["eta",-1,1],["ita",-1,1],["ota",-1,1],["ista",-1,1],["ialista",36,1],["ionista",36,1],["iva",-1,1],["ativa",39,1],["nça",-1,1],["logía",-1,3],["ic",-1,4],["ístic",43,1],["enc",-1,1],["esc",-1,1],["ud",-1,1],["atge",-1,1],["ble",-1,1],["able",49,1],["ible",49,1],["isme",-1,1],["ialisme",52,1],["ionisme",52,1],["ivisme",52,1],["aire",-1,1],["icte",-1,1],["iste",-1,1],["ici",-1,1],["íci",-1,1],["logi",-1,3],["ari",-1,1],["tori",-1,1],["al",-1,1],["il",-1,1],["all",-1,1],["ell",-1,1],["ívol",-1,1],["isam",-1,1],["issem",-1,1],["ìssem",-1,1],["íssem",-1,1],["íssim",-1,1],["quíssim",73,5],["amen",-1,1],["ìssin",-1,1],["ar",-1,1],["ificar",77,1],["egar",77,1],["ejar",77,1],["itar",77,1],["itzar",77,1],["fer",-1,1],["or",-1,1],["dor",84,1],["dur",-1,1],["doras",-1,1],["ics",-1,4],["lógics",88,3],["uds",-1,1],["nces",-1,1],["ades",-1,2],["ancies",-1,1],["encies",-1,1],["ències",-1,1],["ícies",-1,1],["logies",-1,3],["inies",-1,1],["ínies",-1,1],["eries",-1,1],["àries",-1,1],["atòries",-1,1],["bles",-1,1],["ables",103,1],["ibles",103,1],["imes",-1,1],["íssimes",106,1],["quíssimes",107,5],["formes",-1,1],["ismes",-1,1],["ialismes",110,1],["ines",-1,1],["eres",-1,1],["ores",-1,1],["dores",114,1],["idores",115,1],["dures",-1,1],["eses",-1,1],["oses",-1,1],["asses",-1,1],["ictes",-1,1],["ites",-1,1],["otes",-1,1],["istes",-1,1],["ialistes",124,1],["ionistes",124,1],["iques",-1,4],["lógiques",127,3],["ives",-1,1],["atives",129,1],["logíes",-1,3],["allengües",-1,1],["icis",-1,1],["ícis",-1,1],["logis",-1,3],["aris",-1,1],["toris",-1,1],["ls",-1,1],["als",138,1],["ells",138,1],["ims",-1,1],["íssims",141,1],["quíssims",142,5],["ions",-1,1],["cions",144,1],["acions",145,2],["esos",-1,1],["osos",-1,1],["assos",-1,1],["issos",-1,1],["ers",-1,1],["ors",-1,1],["dors",152,1],["adors",153,1],["idors",153,1],["ats",-1,1],["itats",156,1],["bilitats",157,1],["ivitats",157,1],["ativitats",159,1],["ïtats",156,1],["ets",-1,1],["ants",-1,1],["ents",-1,1],["ments",164,1],["aments",165,1],["ots",-1,1],["uts",-1,1],["ius",-1,1],["trius",169,1],["atius",169,1],["ès",-1,1],["és",-1,1],["ís",-1,1],["dís",174,1],["ós",-1,1],["itat",-1,1],["bilitat",177,1],["ivitat",177,1],["ativitat",179,1],["ïtat",-1,1],["et",-1,1],["ant",-1,1],["ent",-1,1],["ient",184,1],["ment",184,1],["ament",186,1],["isament",187,1],["ot",-1,1],["isseu",-1,1],["ìsseu",-1,1],["ísseu",-1,1],["triu",-1,1],["íssiu",-1,1],["atiu",-1,1],["ó",-1,1],["ió",196,1],["ció",197,1],["ació",198,1]];
const CatalanStemmer_a_3 = [["aba",-1,1],["esca",-1,1],["isca",-1,1],["ïsca",-1,1],["ada",-1,1],["ida",-1,1],["uda",-1,1],["ïda",-1,1],["ia",-1,1],["aria",8,1],["iria",8,1],["ara",-1,1],["iera",-1,1],["ira",-1,1],["adora",-1,1],["ïra",-1,1],["ava",-1,1],["ixa",-1,1],["itza",-1,1],["ía",-1,1],["aría",19,1],["ería",19,1],["iría",19,1],["ïa",-1,1],["isc",-1,1],["ïsc",-1,1],["ad",-1,1],["ed",-1,1],["id",-1,1],["ie",-1,1],["re",-1,1],["dre",30,1],["ase",-1,1],["iese",-1,1],["aste",-1,1],["iste",-1,1],["ii",-1,1],["ini",-1,1],["esqui",-1,1],["eixi",-1,1],["itzi",-1,1],["am",-1,1],["em",-1,1],["arem",42,1],["irem",42,1],["àrem",42,1],["írem",42,1],["àssem",42,1],["éssem",42,1],["iguem",42,1],["ïguem",42,1],["avem",42,1],["àvem",42,1],["ávem",42,1],["irìem",42,1],["íem",42,1],["aríem",55,1],["iríem",55,1],["assim",-1,1],["essim",-1,1],["issim",-1,1],["àssim",-1,1],["èssim",-1,1],["éssim",-1,1],["íssim",-1,1],["ïm",-1,1],["an",-1,1],["aban",66,1],["arian",66,1],["aran",66,1],["ieran",66,1],["iran",66,1],["ían",66,1],["arían",72,1],["erían",72,1],["irían",72,1],["en",-1,1],["ien",76,1],["arien",77,1],["irien",77,1],["aren",76,1],["eren",76,1],["iren",76,1],["àren",76,1],["ïren",76,1],["asen",76,1],["iesen",76,1],["assen",76,1],["essen",76,1],["issen",76,1],["éssen",76,1],["ïssen",76,1],["esquen",76,1],["isquen",76,1],["ïsquen",76,1],["aven",76,1],["ixen",76,1],["eixen",96,1],["ïxen",76,1],["ïen",76,1],["in",-1,1],["inin",100,1],["sin",100,1],["isin",102,1],["assin",102,1],["essin",102,1],["issin",102,1],["ïssin",102,1],["esquin",100,1],["eixin",100,1],["aron",-1,1],["ieron",-1,1],["arán",-1,1],["erán",-1,1],["irán",-1,1],["iïn",-1,1],["ado",-1,1],["ido",-1,1],["ando",-1,2],["iendo",-1,1],["io",-1,1],["ixo",-1,1],["eixo",121,1],["ïxo",-1,1],["itzo",-1,1],["ar",-1,1],["tzar",125,1],["er",-1,1],["eixer",127,1],["ir",-1,1],["ador",-1,1],["as",-1,1],["abas",131,1],["adas",131,1],["idas",131,1],["aras",131,1],["ieras",131,1],["ías",131,1],["arías",137,1],["erías",137,1],["irías",137,1],["ids",-1,1],["es",-1,1],["ades",142,1],["ides",142,1],["udes",142,1],["ïdes",142,1],["atges",142,1],["ies",142,1],["aries",148,1],["iries",148,1],["ares",142,1],["ires",142,1],["adores",142,1],["ïres",142,1],["ases",142,1],["ieses",142,1],["asses",142,1],["esses",142,1],["isses",142,1],["ïsses",142,1],["ques",142,1],["esques",161,1],["ïsques",161,1],["aves",142,1],["ixes",142,1],["eixes",165,1],["ïxes",142,1],["ïes",142,1],["abais",-1,1],["arais",-1,1],["ierais",-1,1],["íais",-1,1],["aríais",172,1],["eríais",172,1],["iríais",172,1],["aseis",-1,1],["ieseis",-1,1],["asteis",-1,1],["isteis",-1,1],["inis",-1,1],["sis",-1,1],["isis",181,1],["assis",181,1],["essis",181,1],["issis",181,1],["ïssis",181,1],["esquis",-1,1],["eixis",-1,1],["itzis",-1,1],["áis",-1,1],["aréis",-1,1],["eréis",-1,1],["iréis",-1,1],["ams",-1,1],["ados",-1,1],["idos",-1,1],["amos",-1,1],["ábamos",197,1],["áramos",197,1],["iéramos",197,1],["íamos",197,1],["aríamos",201,1],["eríamos",201,1],["iríamos",201,1],["aremos",-1,1],["eremos",-1,1],["iremos",-1,1],["ásemos",-1,1],["iésemos",-1,1],["imos",-1,1],["adors",-1,1],["ass",-1,1],["erass",212,1],["ess",-1,1],["ats",-1,1],["its",-1,1],["ents",-1,1],["às",-1,1],["aràs",218,1],["iràs",218,1],["arás",-1,1],["erás",-1,1],["irás",-1,1],["és",-1,1],["arés",224,1],["ís",-1,1],["iïs",-1,1],["at",-1,1],["it",-1,1],["ant",-1,1],["ent",-1,1],["int",-1,1],["ut",-1,1],["ït",-1,1],["au",-1,1],["erau",235,1],["ieu",-1,1],["ineu",-1,1],["areu",-1,1],["ireu",-1,1],["àreu",-1,1],["íreu",-1,1],["asseu",-1,1],["esseu",-1,1],["eresseu",244,1],["àsseu",-1,1],["ésseu",-1,1],["igueu",-1,1],["ïgueu",-1,1],["àveu",-1,1],["áveu",-1,1],["itzeu",-1,1],["ìeu",-1,1],["irìeu",253,1],["íeu",-1,1],["aríeu",255,1],["iríeu",255,1],["assiu",-1,1],["issiu",-1,1],["àssiu",-1,1],["èssiu",-1,1],["éssiu",-1,1],["íssiu",-1,1],["ïu",-1,1],["ix",-1,1],["eix",265,1],["ïx",-1,1],["itz",-1,1],["ià",-1,1],["arà",-1,1],["irà",-1,1],["itzà",-1,1],["ará",-1,1],["erá",-1,1],["irá",-1,1],["irè",-1,1],["aré",-1,1],["eré",-1,1],["iré",-1,1],["í",-1,1],["iï",-1,1],["ió",-1,1]];
const CatalanStemmer_a_4 = [["a",-1,1],["e",-1,1],["i",-1,1],["ïn",-1,1],["o",-1,1],["ir",-1,1],["s",-1,1],["is",6,1],["os",6,1],["ïs",6,1],["it",-1,1],["eu",-1,1],["iu",-1,1],["iqu",-1,2],["itz",-1,1],["à",-1,1],["á",-1,1],["é",-1,1],["ì",-1,1],["í",-1,1],["ï",-1,1],["ó",-1,1]];
class CatalanStemmer extends Stemmer {
I_p2 = 0;
I_p1 = 0;
r_mark_regions() {
let v_1;
this.I_p1 = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
if (!(this.go_out_grouping(CatalanStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(CatalanStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p1 = this.cursor;
if (!(this.go_out_grouping(CatalanStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(CatalanStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p2 = this.cursor;
}
this.cursor = v_1;
return true;
}
r_cleaning() {
let among_var, v_1;
while (true) {
v_1 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(CatalanStemmer_a_0);
this.ket = this.cursor;
if ((among_var === 1)) {
this.slice_from("a");
} else {
if ((among_var === 2)) {
this.slice_from("e");
} else {
if ((among_var === 3)) {
this.slice_from("i");
} else {
if ((among_var === 4)) {
this.slice_from("o");
} else {
if ((among_var === 5)) {
this.slice_from("u");
} else {
if ((among_var === 6)) {
this.slice_from(".");
} else {
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
}
}
}
}
}
continue;
}
this.cursor = v_1;
break;
}
return true;
}
r_R1() {
return (this.I_p1 <= this.cursor);
}
r_R2() {
return (this.I_p2 <= this.cursor);
}
r_attached_pronoun() {
this.ket = this.cursor;
if ((this.find_among_b(CatalanStemmer_a_1) === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
this.slice_del();
return true;
}
r_standard_suffix() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(CatalanStemmer_a_2);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_R1())) {
return false;
}
this.slice_del();
} else {
if ((among_var === 2)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
} else {
if ((among_var === 3)) {
if (!(this.r_R2())) {
return false;
}
this.slice_from("log");
} else {
if ((among_var === 4)) {
if (!(this.r_R2())) {
return false;
}
this.slice_from("ic");
} else {
if (!(this.r_R1())) {
return false;
}
this.slice_from("c");
}
}
}
}
return true;
}
r_verb_suffix() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(CatalanStemmer_a_3);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_R1())) {
return false;
}
this.slice_del();
} else {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
}
return true;
}
r_residual_suffix() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(CatalanStemmer_a_4);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_R1())) {
return false;
}
this.slice_del();
} else {
if (!(this.r_R1())) {
return false;
}
this.slice_from("ic");
}
return true;
}
stem() {
let v_1, v_2, v_3, v_4, v_5;
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = (this.limit - this.cursor);
this.r_attached_pronoun();
this.cursor = (this.limit - v_1);
v_2 = (this.limit - this.cursor);
lab0: {
while (true) {
v_3 = (this.limit - this.cursor);
lab1: {
if (!(this.r_standard_suffix())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_3);
if (!(this.r_verb_suffix())) {
break lab0;
}
break;
}
}
this.cursor = (this.limit - v_2);
v_4 = (this.limit - this.cursor);
this.r_residual_suffix();
this.cursor = (this.limit - v_4);
this.cursor = this.limit_backward;
v_5 = this.cursor;
this.r_cleaning();
this.cursor = v_5;
return true;
}
}
const DanishStemmer_g_undouble_c = new Set("bdfgklmnprst");
const DanishStemmer_g_v = new Set("aeiouyåæø");
const DanishStemmer_g_s_ending = new Set("'abcdfghjklmnoprtvyzå");
const DanishStemmer_a_0 = [["hed",-1,1],["ethed",0,1],["ered",-1,1],["e",-1,1],["erede",3,1],["ende",3,1],["erende",5,1],["ene",3,1],["erne",3,1],["ere",3,1],["en",-1,1],["heden",10,1],["eren",10,1],["er",-1,1],["heder",13,1],["erer",13,1],["s",-1,2],["heds",16,1],["es",16,1],["endes",18,1],["erendes",19,1],["enes",18,1],["ernes",18,1],["eres",18,1],["ens",16,1],["hedens",24,1],["erens",24,1],["ers",16,1],["ets",16,1],["erets",28,1],["et",-1,1],["eret",30,1]];
const DanishStemmer_a_1 = [["gd",-1,-1],["dt",-1,-1],["gt",-1,-1],["kt",-1,-1]];
const DanishStemmer_a_2 = [["ig",-1,1],["lig",0,1],["elig",1,1],["els",-1,1],["løst",-1,2]];
class DanishStemmer extends Stemmer {
I_p1 = 0;
r_mark_regions() {
let v_1, v_2, v_3;
this.I_p1 = this.limit;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
while (true) {
lab2: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "'"))) {
break lab2;
}
this.cursor += 1;
break;
}
if ((this.cursor >= this.limit)) {
break lab1;
}
this.cursor += 1;
}
break;
}
this.cursor = v_2;
if (!(this.go_out_grouping(DanishStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(DanishStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
break;
}
this.I_p1 = this.cursor;
}
this.cursor = v_1;
v_3 = this.cursor;
if (((this.cursor + 3) > this.limit)) {
return false;
}
this.cursor += 3;
lab0: {
if ((this.I_p1 >= this.cursor)) {
break lab0;
}
this.I_p1 = this.cursor;
}
this.cursor = v_3;
return true;
}
r_main_suffix() {
let among_var, v_2;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(DanishStemmer_a_0);
if ((among_var === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if ((among_var === 1)) {
this.slice_del();
} else {
if (!(this.in_grouping_b(DanishStemmer_g_s_ending))) {
return false;
}
this.slice_del();
}
return true;
}
r_consonant_pair() {
let v_1, v_3;
v_1 = (this.limit - this.cursor);
if ((this.cursor < this.I_p1)) {
return false;
}
v_3 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if ((this.find_among_b(DanishStemmer_a_1) === 0)) {
this.limit_backward = v_3;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_3;
this.cursor = (this.limit - v_1);
if ((this.cursor <= this.limit_backward)) {
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
return true;
}
r_other_suffix() {
let among_var, v_1, v_3, v_4;
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (!(this.eq_s_b("st"))) {
break lab0;
}
this.bra = this.cursor;
if (!(this.eq_s_b("ig"))) {
break lab0;
}
this.slice_del();
}
this.cursor = (this.limit - v_1);
if ((this.cursor < this.I_p1)) {
return false;
}
v_3 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(DanishStemmer_a_2);
if ((among_var === 0)) {
this.limit_backward = v_3;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_3;
if ((among_var === 1)) {
this.slice_del();
v_4 = (this.limit - this.cursor);
this.r_consonant_pair();
this.cursor = (this.limit - v_4);
} else {
this.slice_from("løs");
}
return true;
}
r_undouble() {
let S_ch, v_2;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if (!(this.in_grouping_b(DanishStemmer_g_undouble_c))) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
S_ch = this.slice_to();
this.limit_backward = v_2;
if (!(this.eq_s_b(S_ch))) {
return false;
}
this.slice_del();
return true;
}
stem() {
let v_1, v_2, v_3, v_4;
if (!(this.r_mark_regions())) {
return false;
}
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = (this.limit - this.cursor);
this.r_main_suffix();
this.cursor = (this.limit - v_1);
v_2 = (this.limit - this.cursor);
this.r_consonant_pair();
this.cursor = (this.limit - v_2);
v_3 = (this.limit - this.cursor);
this.r_other_suffix();
this.cursor = (this.limit - v_3);
v_4 = (this.limit - this.cursor);
this.r_undouble();
this.cursor = (this.limit - v_4);
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "'"))) {
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
this.cursor = this.limit_backward;
return true;
}
}
const DutchStemmer_g_E = new Set("eèéêë");
const DutchStemmer_g_AIOU = new Set("aiouàáâäìíîïòóôöùúûü");
const DutchStemmer_g_AEIOU = new Set("aeiouàáâäèéêëìíîïòóôöùúûü");
const DutchStemmer_g_v = new Set("aeiouyàáâäèéêëìíîïòóôöùúûü");
const DutchStemmer_g_v_WX = new Set("aeiouwxyàáâäèéêëìíîïòóôöùúûü");
const DutchStemmer_a_0 = [["a",-1,1],["e",-1,2],["o",-1,1],["u",-1,1],["à",-1,1],["á",-1,1],["â",-1,1],["ä",-1,1],["è",-1,2],["é",-1,2],["ê",-1,2],["eë",-1,3],["ië",-1,4],["ò",-1,1],["ó",-1,1],["ô",-1,1],["ö",-1,1],["ù",-1,1],["ú",-1,1],["û",-1,1],["ü",-1,1]];
const DutchStemmer_a_1 = [["nde",-1,8],["en",-1,7],["s",-1,2],["'s",2,1],["es",2,4],["ies",4,3],["aus",2,6],["és",2,5]];
const DutchStemmer_a_2 = [["de",-1,5],["ge",-1,2],["ische",-1,4],["je",-1,1],["lijke",-1,3],["le",-1,9],["ene",-1,10],["re",-1,8],["se",-1,7],["te",-1,6],["ieve",-1,11]];
const DutchStemmer_a_3 = [["heid",-1,3],["fie",-1,7],["gie",-1,8],["atie",-1,1],["isme",-1,5],["ing",-1,5],["arij",-1,6],["erij",-1,5],["sel",-1,3],["rder",-1,4],["ster",-1,3],["iteit",-1,2],["dst",-1,10],["tst",-1,9]];
const DutchStemmer_a_4 = [["end",-1,9],["atief",-1,2],["erig",-1,9],["achtig",-1,3],["ioneel",-1,1],["baar",-1,3],["laar",-1,5],["naar",-1,4],["raar",-1,6],["eriger",-1,9],["achtiger",-1,3],["lijker",-1,8],["tant",-1,7],["erigst",-1,9],["achtigst",-1,3],["lijkst",-1,8]];
const DutchStemmer_a_5 = [["ig",-1,1],["iger",-1,1],["igst",-1,1]];
const DutchStemmer_a_6 = [["ft",-1,2],["kt",-1,1],["pt",-1,3]];
const DutchStemmer_as_6 = ["k","f","p"];
const DutchStemmer_a_7 = [["bb",-1,1],["cc",-1,2],["dd",-1,3],["ff",-1,4],["gg",-1,5],["hh",-1,6],["jj",-1,7],["kk",-1,8],["ll",-1,9],["mm",-1,10],["nn",-1,11],["pp",-1,12],["qq",-1,13],["rr",-1,14],["ss",-1,15],["tt",-1,16],["v",-1,4],["vv",16,17],["ww",-1,18],["xx",-1,19],["z",-1,15],["zz",20,20]];
const DutchStemmer_a_8 = [["d",-1,1],["t",-1,2]];
const DutchStemmer_a_9 = [["",-1,-1],["eft",0,1],["vaa",0,1],["val",0,1],["vali",3,-1],["vare",0,1]];
const DutchStemmer_a_10 = [["ë",-1,1],["ï",-1,2]];
const DutchStemmer_as_10 = ["e","i"];
const DutchStemmer_a_11 = [["ë",-1,1],["ï",-1,2]];
const DutchStemmer_as_11 = ["e","i"];
class DutchStemmer extends Stemmer {
B_GE_removed = false;
I_p2 = 0;
I_p1 = 0;
r_R1() {
return (this.I_p1 <= this.cursor);
}
r_R2() {
return (this.I_p2 <= this.cursor);
}
r_V() {
let v_1;
v_1 = (this.limit - this.cursor);
while (true) {
lab0: {
if (!(this.in_grouping_b(DutchStemmer_g_v))) {
break lab0;
}
break;
}
if (!(this.eq_s_b("ij"))) {
return false;
}
break;
}
this.cursor = (this.limit - v_1);
return true;
}
r_VX() {
let v_1;
v_1 = (this.limit - this.cursor);
if ((this.cursor <= this.limit_backward)) {
return false;
}
this.cursor -= 1;
while (true) {
lab0: {
if (!(this.in_grouping_b(DutchStemmer_g_v))) {
break lab0;
}
break;
}
if (!(this.eq_s_b("ij"))) {
return false;
}
break;
}
this.cursor = (this.limit - v_1);
return true;
}
r_C() {
let v_1;
v_1 = (this.limit - this.cursor);
lab0: {
if (!(this.eq_s_b("ij"))) {
break lab0;
}
return false;
}
if (!(this.out_grouping_b(DutchStemmer_g_v))) {
return false;
}
this.cursor = (this.limit - v_1);
return true;
}
r_lengthen_V() {
let S_ch, among_var, c, v_1, v_2, v_3, v_4, v_5;
v_1 = (this.limit - this.cursor);
lab0: {
if (!(this.out_grouping_b(DutchStemmer_g_v_WX))) {
break lab0;
}
this.ket = this.cursor;
among_var = this.find_among_b(DutchStemmer_a_0);
if ((among_var === 0)) {
break lab0;
}
this.bra = this.cursor;
if ((among_var === 1)) {
v_2 = (this.limit - this.cursor);
while (true) {
lab1: {
if (!(this.out_grouping_b(DutchStemmer_g_AEIOU))) {
break lab1;
}
break;
}
if ((this.cursor > this.limit_backward)) {
break lab0;
}
break;
}
this.cursor = (this.limit - v_2);
S_ch = this.slice_to();
c = this.cursor;
this.insert(this.cursor, this.cursor, S_ch);
this.cursor = c;
} else {
if ((among_var === 2)) {
v_3 = (this.limit - this.cursor);
while (true) {
lab1: {
if (!(this.out_grouping_b(DutchStemmer_g_AEIOU))) {
break lab1;
}
break;
}
if ((this.cursor > this.limit_backward)) {
break lab0;
}
break;
}
v_4 = (this.limit - this.cursor);
lab1: {
while (true) {
lab2: {
if (!(this.in_grouping_b(DutchStemmer_g_AIOU))) {
break lab2;
}
break;
}
if (!(this.in_grouping_b(DutchStemmer_g_E))) {
break lab1;
}
if ((this.cursor > this.limit_backward)) {
break lab1;
}
break;
}
break lab0;
}
this.cursor = (this.limit - v_4);
v_5 = (this.limit - this.cursor);
lab1: {
if ((this.cursor <= this.limit_backward)) {
break lab1;
}
this.cursor -= 1;
if (!(this.in_grouping_b(DutchStemmer_g_AIOU))) {
break lab1;
}
if (!(this.out_grouping_b(DutchStemmer_g_AEIOU))) {
break lab1;
}
break lab0;
}
this.cursor = (this.limit - v_5);
this.cursor = (this.limit - v_3);
S_ch = this.slice_to();
c = this.cursor;
this.insert(this.cursor, this.cursor, S_ch);
this.cursor = c;
} else {
if ((among_var === 3)) {
this.slice_from("eëe");
} else {
this.slice_from("iee");
}
}
}
}
this.cursor = (this.limit - v_1);
return true;
}
r_Step_1() {
let among_var, v_1, v_2, v_3, v_4, v_5;
this.ket = this.cursor;
among_var = this.find_among_b(DutchStemmer_a_1);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
this.slice_del();
} else {
if ((among_var === 2)) {
if (!(this.r_R1())) {
return false;
}
v_1 = (this.limit - this.cursor);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "t"))) {
break lab0;
}
this.cursor -= 1;
if (!(this.r_R1())) {
break lab0;
}
return false;
}
this.cursor = (this.limit - v_1);
if (!(this.r_C())) {
return false;
}
this.slice_del();
} else {
if ((among_var === 3)) {
if (!(this.r_R1())) {
return false;
}
this.slice_from("ie");
} else {
if ((among_var === 4)) {
while (true) {
v_2 = (this.limit - this.cursor);
lab0: {
v_3 = (this.limit - this.cursor);
if (!(this.eq_s_b("ar"))) {
break lab0;
}
if (!(this.r_R1())) {
break lab0;
}
if (!(this.r_C())) {
break lab0;
}
this.cursor = (this.limit - v_3);
this.slice_del();
this.r_lengthen_V();
break;
}
this.cursor = (this.limit - v_2);
lab0: {
v_4 = (this.limit - this.cursor);
if (!(this.eq_s_b("er"))) {
break lab0;
}
if (!(this.r_R1())) {
break lab0;
}
if (!(this.r_C())) {
break lab0;
}
this.cursor = (this.limit - v_4);
this.slice_del();
break;
}
this.cursor = (this.limit - v_2);
if (!(this.r_R1())) {
return false;
}
if (!(this.r_C())) {
return false;
}
this.slice_from("e");
break;
}
} else {
if ((among_var === 5)) {
if (!(this.r_R1())) {
return false;
}
this.slice_from("é");
} else {
if ((among_var === 6)) {
if (!(this.r_R1())) {
return false;
}
if (!(this.r_V())) {
return false;
}
this.slice_from("au");
} else {
if ((among_var === 7)) {
while (true) {
v_5 = (this.limit - this.cursor);
lab0: {
if (!(this.eq_s_b("hed"))) {
break lab0;
}
if (!(this.r_R1())) {
break lab0;
}
this.bra = this.cursor;
this.slice_from("heid");
break;
}
this.cursor = (this.limit - v_5);
lab0: {
if (!(this.eq_s_b("nd"))) {
break lab0;
}
this.slice_del();
break;
}
this.cursor = (this.limit - v_5);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "d"))) {
break lab0;
}
this.cursor -= 1;
if (!(this.r_R1())) {
break lab0;
}
if (!(this.r_C())) {
break lab0;
}
this.bra = this.cursor;
this.slice_del();
break;
}
this.cursor = (this.limit - v_5);
lab0: {
while (true) {
lab1: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "i"))) {
break lab1;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "j"))) {
break lab0;
}
this.cursor -= 1;
break;
}
if (!(this.r_V())) {
break lab0;
}
this.slice_del();
break;
}
this.cursor = (this.limit - v_5);
if (!(this.r_R1())) {
return false;
}
if (!(this.r_C())) {
return false;
}
this.slice_del();
this.r_lengthen_V();
break;
}
} else {
this.slice_from("nd");
}
}
}
}
}
}
}
return true;
}
r_Step_2() {
let among_var, v_1;
this.ket = this.cursor;
among_var = this.find_among_b(DutchStemmer_a_2);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
if (!(this.eq_s_b("'t"))) {
break lab0;
}
this.bra = this.cursor;
this.slice_del();
break;
}
this.cursor = (this.limit - v_1);
lab0: {
if (!(this.eq_s_b("et"))) {
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
break lab0;
}
if (!(this.r_C())) {
break lab0;
}
this.slice_del();
break;
}
this.cursor = (this.limit - v_1);
lab0: {
if (!(this.eq_s_b("rnt"))) {
break lab0;
}
this.bra = this.cursor;
this.slice_from("rn");
break;
}
this.cursor = (this.limit - v_1);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "t"))) {
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
if (!(this.r_R1())) {
break lab0;
}
if (!(this.r_VX())) {
break lab0;
}
this.slice_del();
break;
}
this.cursor = (this.limit - v_1);
lab0: {
if (!(this.eq_s_b("ink"))) {
break lab0;
}
this.bra = this.cursor;
this.slice_from("ing");
break;
}
this.cursor = (this.limit - v_1);
lab0: {
if (!(this.eq_s_b("mp"))) {
break lab0;
}
this.bra = this.cursor;
this.slice_from("m");
break;
}
this.cursor = (this.limit - v_1);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "'"))) {
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
if (!(this.r_R1())) {
break lab0;
}
this.slice_del();
break;
}
this.cursor = (this.limit - v_1);
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
if (!(this.r_C())) {
return false;
}
this.slice_del();
break;
}
} else {
if ((among_var === 2)) {
if (!(this.r_R1())) {
return false;
}
this.slice_from("g");
} else {
if ((among_var === 3)) {
if (!(this.r_R1())) {
return false;
}
this.slice_from("lijk");
} else {
if ((among_var === 4)) {
if (!(this.r_R1())) {
return false;
}
this.slice_from("isch");
} else {
if ((among_var === 5)) {
if (!(this.r_R1())) {
return false;
}
if (!(this.r_C())) {
return false;
}
this.slice_del();
} else {
if ((among_var === 6)) {
if (!(this.r_R1())) {
return false;
}
this.slice_from("t");
} else {
if ((among_var === 7)) {
if (!(this.r_R1())) {
return false;
}
this.slice_from("s");
} else {
if ((among_var === 8)) {
if (!(this.r_R1())) {
return false;
}
this.slice_from("r");
} else {
if ((among_var === 9)) {
if (!(this.r_R1())) {
return false;
}
this.slice_del();
this.insert(this.cursor, this.cursor, "l");
this.r_lengthen_V();
} else {
if ((among_var === 10)) {
if (!(this.r_R1())) {
return false;
}
if (!(this.r_C())) {
return false;
}
this.slice_del();
this.insert(this.cursor, this.cursor, "en");
this.r_lengthen_V();
} else {
if (!(this.r_R1())) {
return false;
}
if (!(this.r_C())) {
return false;
}
this.slice_from("ief");
}
}
}
}
}
}
}
}
}
}
return true;
}
r_Step_3() {
let among_var, v_1;
this.ket = this.cursor;
among_var = this.find_among_b(DutchStemmer_a_3);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_R1())) {
return false;
}
this.slice_from("eer");
} else {
if ((among_var === 2)) {
if (!(this.r_R1())) {
return false;
}
this.slice_del();
this.r_lengthen_V();
} else {
if ((among_var === 3)) {
if (!(this.r_R1())) {
return false;
}
this.slice_del();
} else {
if ((among_var === 4)) {
this.slice_from("r");
} else {
if ((among_var === 5)) {
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
if (!(this.eq_s_b("ild"))) {
break lab0;
}
this.slice_from("er");
break;
}
this.cursor = (this.limit - v_1);
if (!(this.r_R1())) {
return false;
}
this.slice_del();
this.r_lengthen_V();
break;
}
} else {
if ((among_var === 6)) {
if (!(this.r_R1())) {
return false;
}
if (!(this.r_C())) {
return false;
}
this.slice_from("aar");
} else {
if ((among_var === 7)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
this.insert(this.cursor, this.cursor, "f");
this.r_lengthen_V();
} else {
if ((among_var === 8)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
this.insert(this.cursor, this.cursor, "g");
this.r_lengthen_V();
} else {
if ((among_var === 9)) {
if (!(this.r_R1())) {
return false;
}
if (!(this.r_C())) {
return false;
}
this.slice_from("t");
} else {
if (!(this.r_R1())) {
return false;
}
if (!(this.r_C())) {
return false;
}
this.slice_from("d");
}
}
}
}
}
}
}
}
}
return true;
}
r_Step_4() {
let among_var, v_1, v_2;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(DutchStemmer_a_4);
if ((among_var === 0)) {
break lab0;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_R1())) {
break lab0;
}
this.slice_from("ie");
} else {
if ((among_var === 2)) {
if (!(this.r_R1())) {
break lab0;
}
this.slice_from("eer");
} else {
if ((among_var === 3)) {
if (!(this.r_R1())) {
break lab0;
}
this.slice_del();
} else {
if ((among_var === 4)) {
if (!(this.r_R1())) {
break lab0;
}
if (!(this.r_V())) {
break lab0;
}
this.slice_from("n");
} else {
if ((among_var === 5)) {
if (!(this.r_R1())) {
break lab0;
}
if (!(this.r_V())) {
break lab0;
}
this.slice_from("l");
} else {
if ((among_var === 6)) {
if (!(this.r_R1())) {
break lab0;
}
if (!(this.r_V())) {
break lab0;
}
this.slice_from("r");
} else {
if ((among_var === 7)) {
if (!(this.r_R1())) {
break lab0;
}
this.slice_from("teer");
} else {
if ((among_var === 8)) {
if (!(this.r_R1())) {
break lab0;
}
this.slice_from("lijk");
} else {
if (!(this.r_R1())) {
break lab0;
}
if (!(this.r_C())) {
break lab0;
}
this.slice_del();
this.r_lengthen_V();
}
}
}
}
}
}
}
}
break;
}
this.cursor = (this.limit - v_1);
this.ket = this.cursor;
if ((this.find_among_b(DutchStemmer_a_5) === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
v_2 = (this.limit - this.cursor);
lab0: {
if (!(this.eq_s_b("inn"))) {
break lab0;
}
if ((this.cursor > this.limit_backward)) {
break lab0;
}
return false;
}
this.cursor = (this.limit - v_2);
if (!(this.r_C())) {
return false;
}
this.slice_del();
this.r_lengthen_V();
break;
}
return true;
}
r_Step_7() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(DutchStemmer_a_6);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_from(DutchStemmer_as_6[(among_var - 1)]);
return true;
}
r_Step_6() {
let among_var, v_1;
this.ket = this.cursor;
among_var = this.find_among_b(DutchStemmer_a_7);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
this.slice_from("b");
} else {
if ((among_var === 2)) {
this.slice_from("c");
} else {
if ((among_var === 3)) {
this.slice_from("d");
} else {
if ((among_var === 4)) {
this.slice_from("f");
} else {
if ((among_var === 5)) {
this.slice_from("g");
} else {
if ((among_var === 6)) {
this.slice_from("h");
} else {
if ((among_var === 7)) {
this.slice_from("j");
} else {
if ((among_var === 8)) {
this.slice_from("k");
} else {
if ((among_var === 9)) {
this.slice_from("l");
} else {
if ((among_var === 10)) {
this.slice_from("m");
} else {
if ((among_var === 11)) {
v_1 = (this.limit - this.cursor);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "i"))) {
break lab0;
}
this.cursor -= 1;
if ((this.cursor > this.limit_backward)) {
break lab0;
}
return false;
}
this.cursor = (this.limit - v_1);
this.slice_from("n");
} else {
if ((among_var === 12)) {
this.slice_from("p");
} else {
if ((among_var === 13)) {
this.slice_from("q");
} else {
if ((among_var === 14)) {
this.slice_from("r");
} else {
if ((among_var === 15)) {
this.slice_from("s");
} else {
if ((among_var === 16)) {
this.slice_from("t");
} else {
if ((among_var === 17)) {
this.slice_from("v");
} else {
if ((among_var === 18)) {
this.slice_from("w");
} else {
if ((among_var === 19)) {
this.slice_from("x");
} else {
this.slice_from("z");
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
return true;
}
r_Step_1c() {
let among_var, v_1, v_2, v_3, v_4;
this.ket = this.cursor;
among_var = this.find_among_b(DutchStemmer_a_8);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
if (!(this.r_C())) {
return false;
}
if ((among_var === 1)) {
v_1 = (this.limit - this.cursor);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "n"))) {
break lab0;
}
this.cursor -= 1;
if (!(this.r_R1())) {
break lab0;
}
return false;
}
this.cursor = (this.limit - v_1);
while (true) {
v_2 = (this.limit - this.cursor);
lab0: {
if (!(this.eq_s_b("in"))) {
break lab0;
}
if ((this.cursor > this.limit_backward)) {
break lab0;
}
this.slice_from("n");
break;
}
this.cursor = (this.limit - v_2);
this.slice_del();
break;
}
} else {
v_3 = (this.limit - this.cursor);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "h"))) {
break lab0;
}
this.cursor -= 1;
if (!(this.r_R1())) {
break lab0;
}
return false;
}
this.cursor = (this.limit - v_3);
v_4 = (this.limit - this.cursor);
lab0: {
if (!(this.eq_s_b("en"))) {
break lab0;
}
if ((this.cursor > this.limit_backward)) {
break lab0;
}
return false;
}
this.cursor = (this.limit - v_4);
this.slice_del();
}
return true;
}
r_Lose_prefix() {
let among_var, v_1, v_2, v_3, v_4, v_5;
this.bra = this.cursor;
if (!(this.eq_s("ge"))) {
return false;
}
this.ket = this.cursor;
v_1 = this.cursor;
if (((this.cursor + 3) > this.limit)) {
return false;
}
this.cursor += 3;
this.cursor = v_1;
v_2 = this.cursor;
while (true) {
v_3 = this.cursor;
lab0: {
while (true) {
lab1: {
if (!(this.eq_s("ij"))) {
break lab1;
}
break;
}
if (!(this.in_grouping(DutchStemmer_g_v))) {
break lab0;
}
break;
}
break;
}
this.cursor = v_3;
if ((this.cursor >= this.limit)) {
return false;
}
this.cursor += 1;
}
while (true) {
v_4 = this.cursor;
lab0: {
while (true) {
lab1: {
if (!(this.eq_s("ij"))) {
break lab1;
}
break;
}
if (!(this.in_grouping(DutchStemmer_g_v))) {
break lab0;
}
break;
}
continue;
}
this.cursor = v_4;
break;
}
if ((this.cursor >= this.limit)) {
return false;
}
this.cursor = v_2;
among_var = this.find_among(DutchStemmer_a_9);
if ((among_var === 1)) {
return false;
}
this.B_GE_removed = true;
this.slice_del();
v_5 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(DutchStemmer_a_10);
if ((among_var === 0)) {
break lab0;
}
this.ket = this.cursor;
this.slice_from(DutchStemmer_as_10[(among_var - 1)]);
}
this.cursor = v_5;
return true;
}
r_Lose_infix() {
let among_var, v_1, v_2, v_3, v_4, v_5;
if ((this.cursor >= this.limit)) {
return false;
}
this.cursor += 1;
while (true) {
lab0: {
this.bra = this.cursor;
if (!(this.eq_s("ge"))) {
break lab0;
}
this.ket = this.cursor;
break;
}
if ((this.cursor >= this.limit)) {
return false;
}
this.cursor += 1;
}
v_1 = this.cursor;
if (((this.cursor + 3) > this.limit)) {
return false;
}
this.cursor += 3;
this.cursor = v_1;
v_2 = this.cursor;
while (true) {
v_3 = this.cursor;
lab0: {
while (true) {
lab1: {
if (!(this.eq_s("ij"))) {
break lab1;
}
break;
}
if (!(this.in_grouping(DutchStemmer_g_v))) {
break lab0;
}
break;
}
break;
}
this.cursor = v_3;
if ((this.cursor >= this.limit)) {
return false;
}
this.cursor += 1;
}
while (true) {
v_4 = this.cursor;
lab0: {
while (true) {
lab1: {
if (!(this.eq_s("ij"))) {
break lab1;
}
break;
}
if (!(this.in_grouping(DutchStemmer_g_v))) {
break lab0;
}
break;
}
continue;
}
this.cursor = v_4;
break;
}
if ((this.cursor >= this.limit)) {
return false;
}
this.cursor = v_2;
this.B_GE_removed = true;
this.slice_del();
v_5 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(DutchStemmer_a_11);
if ((among_var === 0)) {
break lab0;
}
this.ket = this.cursor;
this.slice_from(DutchStemmer_as_11[(among_var - 1)]);
}
this.cursor = v_5;
return true;
}
r_measure() {
let v_1, v_2, v_3, v_4, v_5;
this.I_p1 = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
while (true) {
lab1: {
if (!(this.out_grouping(DutchStemmer_g_v))) {
break lab1;
}
continue;
}
break;
}
v_2 = 1;
while (true) {
v_3 = this.cursor;
lab1: {
while (true) {
lab2: {
if (!(this.eq_s("ij"))) {
break lab2;
}
break;
}
if (!(this.in_grouping(DutchStemmer_g_v))) {
break lab1;
}
break;
}
v_2 -= 1;
continue;
}
this.cursor = v_3;
break;
}
if ((v_2 > 0)) {
break lab0;
}
if (!(this.out_grouping(DutchStemmer_g_v))) {
break lab0;
}
this.I_p1 = this.cursor;
while (true) {
lab1: {
if (!(this.out_grouping(DutchStemmer_g_v))) {
break lab1;
}
continue;
}
break;
}
v_4 = 1;
while (true) {
v_5 = this.cursor;
lab1: {
while (true) {
lab2: {
if (!(this.eq_s("ij"))) {
break lab2;
}
break;
}
if (!(this.in_grouping(DutchStemmer_g_v))) {
break lab1;
}
break;
}
v_4 -= 1;
continue;
}
this.cursor = v_5;
break;
}
if ((v_4 > 0)) {
break lab0;
}
if (!(this.out_grouping(DutchStemmer_g_v))) {
break lab0;
}
this.I_p2 = this.cursor;
}
this.cursor = v_1;
return true;
}
stem() {
let B_stemmed, v_1, v_10, v_11, v_12, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
B_stemmed = false;
this.r_measure();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = (this.limit - this.cursor);
lab0: {
if (!(this.r_Step_1())) {
break lab0;
}
B_stemmed = true;
}
this.cursor = (this.limit - v_1);
v_2 = (this.limit - this.cursor);
lab0: {
if (!(this.r_Step_2())) {
break lab0;
}
B_stemmed = true;
}
this.cursor = (this.limit - v_2);
v_3 = (this.limit - this.cursor);
lab0: {
if (!(this.r_Step_3())) {
break lab0;
}
B_stemmed = true;
}
this.cursor = (this.limit - v_3);
v_4 = (this.limit - this.cursor);
lab0: {
if (!(this.r_Step_4())) {
break lab0;
}
B_stemmed = true;
}
this.cursor = (this.limit - v_4);
this.cursor = this.limit_backward;
this.B_GE_removed = false;
v_5 = this.cursor;
lab0: {
v_6 = this.cursor;
if (!(this.r_Lose_prefix())) {
break lab0;
}
this.cursor = v_6;
this.r_measure();
}
this.cursor = v_5;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_7 = (this.limit - this.cursor);
lab0: {
if (!(this.B_GE_removed)) {
break lab0;
}
B_stemmed = true;
if (!(this.r_Step_1c())) {
break lab0;
}
}
this.cursor = (this.limit - v_7);
this.cursor = this.limit_backward;
this.B_GE_removed = false;
v_8 = this.cursor;
lab0: {
v_9 = this.cursor;
if (!(this.r_Lose_infix())) {
break lab0;
}
this.cursor = v_9;
this.r_measure();
}
this.cursor = v_8;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_10 = (this.limit - this.cursor);
lab0: {
if (!(this.B_GE_removed)) {
break lab0;
}
B_stemmed = true;
if (!(this.r_Step_1c())) {
break lab0;
}
}
this.cursor = (this.limit - v_10);
this.cursor = this.limit_backward;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_11 = (this.limit - this.cursor);
lab0: {
if (!(this.r_Step_7())) {
break lab0;
}
B_stemmed = true;
}
this.cursor = (this.limit - v_11);
v_12 = (this.limit - this.cursor);
lab0: {
if (!(B_stemmed)) {
break lab0;
}
if (!(this.r_Step_6())) {
break lab0;
}
}
this.cursor = (this.limit - v_12);
this.cursor = this.limit_backward;
return true;
}
}
const EnglishStemmer_g_aeo = new Set("aeo");
const EnglishStemmer_g_v = new Set("aeiouy");
const EnglishStemmer_g_v_WXY = new Set("Yaeiouwxy");
const EnglishStemmer_g_valid_LI = new Set("cdeghkmnrt");
const EnglishStemmer_a_0 = [["arsen",-1,-1],["commun",-1,-1],["emerg",-1,-1],["gener",-1,-1],["inter",-1,-1],["later",-1,-1],["organ",-1,-1],["past",-1,-1],["univers",-1,-1]];
const EnglishStemmer_a_1 = [["'",-1,1],["'s'",0,1],["'s",-1,1]];
const EnglishStemmer_a_2 = [["ied",-1,2],["s",-1,3],["ies",1,2],["sses",1,1],["ss",1,-1],["us",1,-1]];
const EnglishStemmer_a_3 = [["succ",-1,1],["proc",-1,1],["exc",-1,1]];
const EnglishStemmer_a_4 = [["even",-1,2],["cann",-1,2],["inn",-1,2],["earr",-1,2],["herr",-1,2],["out",-1,2],["y",-1,1]];
const EnglishStemmer_a_5 = [["",-1,-1],["ed",0,2],["eed",1,1],["ing",0,3],["edly",0,2],["eedly",4,1],["ingly",0,2]];
const EnglishStemmer_a_6 = [["",-1,3],["bb",0,2],["dd",0,2],["ff",0,2],["gg",0,2],["bl",0,1],["mm",0,2],["nn",0,2],["pp",0,2],["rr",0,2],["at",0,1],["tt",0,2],["iz",0,1]];
const EnglishStemmer_a_7 = [["anci",-1,3],["enci",-1,2],["ogi",-1,14],["li",-1,16],["bli",3,12],["abli",4,4],["alli",3,8],["fulli",3,9],["lessli",3,15],["ousli",3,10],["entli",3,5],["aliti",-1,8],["biliti",-1,12],["iviti",-1,11],["tional",-1,1],["ational",14,7],["alism",-1,8],["ation",-1,7],["ization",17,6],["izer",-1,6],["ator",-1,7],["iveness",-1,11],["fulness",-1,9],["ousness",-1,10],["ogist",-1,13]];
const EnglishStemmer_a_8 = [["icate",-1,4],["ative",-1,6],["alize",-1,3],["iciti",-1,4],["ical",-1,4],["tional",-1,1],["ational",5,2],["ful",-1,5],["ness",-1,5]];
const EnglishStemmer_a_9 = [["ic",-1,1],["ance",-1,1],["ence",-1,1],["able",-1,1],["ible",-1,1],["ate",-1,1],["ive",-1,1],["ize",-1,1],["iti",-1,1],["al",-1,1],["ism",-1,1],["ion",-1,2],["er",-1,1],["ous",-1,1],["ant",-1,1],["ent",-1,1],["ment",15,1],["ement",16,1]];
const EnglishStemmer_a_10 = [["e",-1,1],["l",-1,2]];
const EnglishStemmer_a_11 = [["andes",-1,-1],["atlas",-1,-1],["bias",-1,-1],["cosmos",-1,-1],["early",-1,6],["gently",-1,4],["howe",-1,-1],["idly",-1,3],["news",-1,-1],["only",-1,7],["singly",-1,8],["skies",-1,2],["skis",-1,1],["sky",-1,-1],["ugly",-1,5]];
const EnglishStemmer_as_11 = ["ski","sky","idl","gentl","ugli","earli","onli","singl"];
class EnglishStemmer extends Stemmer {
B_Y_found = false;
I_p2 = 0;
I_p1 = 0;
r_prelude() {
let v_1, v_2, v_3, v_4, v_5;
this.B_Y_found = false;
v_1 = this.cursor;
lab0: {
this.bra = this.cursor;
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "'"))) {
break lab0;
}
this.cursor += 1;
this.ket = this.cursor;
this.slice_del();
}
this.cursor = v_1;
v_2 = this.cursor;
lab0: {
this.bra = this.cursor;
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "y"))) {
break lab0;
}
this.cursor += 1;
this.ket = this.cursor;
this.slice_from("Y");
this.B_Y_found = true;
}
this.cursor = v_2;
v_3 = this.cursor;
lab0: {
while (true) {
v_4 = this.cursor;
lab1: {
while (true) {
v_5 = this.cursor;
lab2: {
if (!(this.in_grouping(EnglishStemmer_g_v))) {
break lab2;
}
this.bra = this.cursor;
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "y"))) {
break lab2;
}
this.cursor += 1;
this.ket = this.cursor;
this.cursor = v_5;
break;
}
this.cursor = v_5;
if ((this.cursor >= this.limit)) {
break lab1;
}
this.cursor += 1;
}
this.slice_from("Y");
this.B_Y_found = true;
continue;
}
this.cursor = v_4;
break;
}
}
this.cursor = v_3;
return true;
}
r_mark_regions() {
let v_1, v_2;
this.I_p1 = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
if ((this.find_among(EnglishStemmer_a_0) === 0)) {
break lab1;
}
break;
}
this.cursor = v_2;
if (!(this.go_out_grouping(EnglishStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(EnglishStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
break;
}
this.I_p1 = this.cursor;
if (!(this.go_out_grouping(EnglishStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(EnglishStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p2 = this.cursor;
}
this.cursor = v_1;
return true;
}
r_shortv() {
let v_1;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
if (!(this.out_grouping_b(EnglishStemmer_g_v_WXY))) {
break lab0;
}
if (!(this.in_grouping_b(EnglishStemmer_g_v))) {
break lab0;
}
if (!(this.out_grouping_b(EnglishStemmer_g_v))) {
break lab0;
}
break;
}
this.cursor = (this.limit - v_1);
lab0: {
if (!(this.out_grouping_b(EnglishStemmer_g_v))) {
break lab0;
}
if (!(this.in_grouping_b(EnglishStemmer_g_v))) {
break lab0;
}
if ((this.cursor > this.limit_backward)) {
break lab0;
}
break;
}
this.cursor = (this.limit - v_1);
if (!(this.eq_s_b("past"))) {
return false;
}
break;
}
return true;
}
r_R1() {
return (this.I_p1 <= this.cursor);
}
r_R2() {
return (this.I_p2 <= this.cursor);
}
r_Step_1a() {
let among_var, v_1, v_2;
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if ((this.find_among_b(EnglishStemmer_a_1) === 0)) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.bra = this.cursor;
this.slice_del();
}
this.ket = this.cursor;
among_var = this.find_among_b(EnglishStemmer_a_2);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
this.slice_from("ss");
} else {
if ((among_var === 2)) {
while (true) {
v_2 = (this.limit - this.cursor);
lab0: {
if (((this.cursor - 2) < this.limit_backward)) {
break lab0;
}
this.cursor -= 2;
this.slice_from("i");
break;
}
this.cursor = (this.limit - v_2);
this.slice_from("ie");
break;
}
} else {
if ((among_var === 3)) {
if ((this.cursor <= this.limit_backward)) {
return false;
}
this.cursor -= 1;
if (!(this.go_out_grouping_b(EnglishStemmer_g_v))) {
return false;
}
this.cursor -= 1;
this.slice_del();
}
}
}
return true;
}
r_Step_1b() {
let among_var, v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8;
this.ket = this.cursor;
among_var = this.find_among_b(EnglishStemmer_a_5);
this.bra = this.cursor;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
if ((among_var === 1)) {
v_2 = (this.limit - this.cursor);
lab1: {
if (!(this.r_R1())) {
break lab1;
}
while (true) {
v_3 = (this.limit - this.cursor);
lab2: {
if ((this.find_among_b(EnglishStemmer_a_3) === 0)) {
break lab2;
}
if ((this.cursor > this.limit_backward)) {
break lab2;
}
break;
}
this.cursor = (this.limit - v_3);
this.slice_from("ee");
break;
}
}
this.cursor = (this.limit - v_2);
} else {
if ((among_var === 2)) {
break lab0;
} else {
if ((among_var === 3)) {
among_var = this.find_among_b(EnglishStemmer_a_4);
if ((among_var === 0)) {
break lab0;
}
if ((among_var === 1)) {
v_4 = (this.limit - this.cursor);
if (!(this.out_grouping_b(EnglishStemmer_g_v))) {
break lab0;
}
if ((this.cursor > this.limit_backward)) {
break lab0;
}
this.cursor = (this.limit - v_4);
this.bra = this.cursor;
this.slice_from("ie");
} else {
if ((this.cursor > this.limit_backward)) {
break lab0;
}
}
}
}
}
break;
}
this.cursor = (this.limit - v_1);
v_5 = (this.limit - this.cursor);
if (!(this.go_out_grouping_b(EnglishStemmer_g_v))) {
return false;
}
this.cursor -= 1;
this.cursor = (this.limit - v_5);
this.slice_del();
this.ket = this.cursor;
this.bra = this.cursor;
v_6 = (this.limit - this.cursor);
among_var = this.find_among_b(EnglishStemmer_a_6);
if ((among_var === 1)) {
this.slice_from("e");
return false;
} else {
if ((among_var === 2)) {
v_7 = (this.limit - this.cursor);
lab0: {
if (!(this.in_grouping_b(EnglishStemmer_g_aeo))) {
break lab0;
}
if ((this.cursor > this.limit_backward)) {
break lab0;
}
return false;
}
this.cursor = (this.limit - v_7);
} else {
if ((this.cursor !== this.I_p1)) {
return false;
}
v_8 = (this.limit - this.cursor);
if (!(this.r_shortv())) {
return false;
}
this.cursor = (this.limit - v_8);
this.slice_from("e");
return false;
}
}
this.cursor = (this.limit - v_6);
this.ket = this.cursor;
if ((this.cursor <= this.limit_backward)) {
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
break;
}
return true;
}
r_Step_1c() {
this.ket = this.cursor;
while (true) {
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "y"))) {
break lab0;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "Y"))) {
return false;
}
this.cursor -= 1;
break;
}
this.bra = this.cursor;
if (!(this.out_grouping_b(EnglishStemmer_g_v))) {
return false;
}
if ((this.cursor <= this.limit_backward)) {
return false;
}
this.slice_from("i");
return true;
}
r_Step_2() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(EnglishStemmer_a_7);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
if ((among_var === 1)) {
this.slice_from("tion");
} else {
if ((among_var === 2)) {
this.slice_from("ence");
} else {
if ((among_var === 3)) {
this.slice_from("ance");
} else {
if ((among_var === 4)) {
this.slice_from("able");
} else {
if ((among_var === 5)) {
this.slice_from("ent");
} else {
if ((among_var === 6)) {
this.slice_from("ize");
} else {
if ((among_var === 7)) {
this.slice_from("ate");
} else {
if ((among_var === 8)) {
this.slice_from("al");
} else {
if ((among_var === 9)) {
this.slice_from("ful");
} else {
if ((among_var === 10)) {
this.slice_from("ous");
} else {
if ((among_var === 11)) {
this.slice_from("ive");
} else {
if ((among_var === 12)) {
this.slice_from("ble");
} else {
if ((among_var === 13)) {
this.slice_from("og");
} else {
if ((among_var === 14)) {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "l"))) {
return false;
}
this.cursor -= 1;
this.slice_from("og");
} else {
if ((among_var === 15)) {
this.slice_from("less");
} else {
if (!(this.in_grouping_b(EnglishStemmer_g_valid_LI))) {
return false;
}
this.slice_del();
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
return true;
}
r_Step_3() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(EnglishStemmer_a_8);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
if ((among_var === 1)) {
this.slice_from("tion");
} else {
if ((among_var === 2)) {
this.slice_from("ate");
} else {
if ((among_var === 3)) {
this.slice_from("al");
} else {
if ((among_var === 4)) {
this.slice_from("ic");
} else {
if ((among_var === 5)) {
this.slice_del();
} else {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
}
}
}
}
}
return true;
}
r_Step_4() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(EnglishStemmer_a_9);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
return false;
}
if ((among_var === 1)) {
this.slice_del();
} else {
while (true) {
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "s"))) {
break lab0;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "t"))) {
return false;
}
this.cursor -= 1;
break;
}
this.slice_del();
}
return true;
}
r_Step_5() {
let among_var, v_1;
this.ket = this.cursor;
among_var = this.find_among_b(EnglishStemmer_a_10);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
while (true) {
lab0: {
if (!(this.r_R2())) {
break lab0;
}
break;
}
if (!(this.r_R1())) {
return false;
}
v_1 = (this.limit - this.cursor);
lab0: {
if (!(this.r_shortv())) {
break lab0;
}
return false;
}
this.cursor = (this.limit - v_1);
break;
}
this.slice_del();
} else {
if (!(this.r_R2())) {
return false;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "l"))) {
return false;
}
this.cursor -= 1;
this.slice_del();
}
return true;
}
r_exception1() {
let among_var;
this.bra = this.cursor;
among_var = this.find_among(EnglishStemmer_a_11);
if ((among_var === 0)) {
return false;
}
this.ket = this.cursor;
if ((this.cursor < this.limit)) {
return false;
}
if ((among_var > 0)) {
this.slice_from(EnglishStemmer_as_11[(among_var - 1)]);
}
return true;
}
r_postlude() {
let v_1, v_2;
if (!(this.B_Y_found)) {
return false;
}
while (true) {
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
this.bra = this.cursor;
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "Y"))) {
break lab1;
}
this.cursor += 1;
this.ket = this.cursor;
this.cursor = v_2;
break;
}
this.cursor = v_2;
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
this.slice_from("y");
continue;
}
this.cursor = v_1;
break;
}
return true;
}
stem() {
let v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
while (true) {
v_1 = this.cursor;
lab0: {
if (!(this.r_exception1())) {
break lab0;
}
break;
}
this.cursor = v_1;
lab0: {
lab1: {
if (((this.cursor + 3) > this.limit)) {
break lab1;
}
this.cursor += 3;
break lab0;
}
break;
}
this.cursor = v_1;
this.r_prelude();
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_2 = (this.limit - this.cursor);
this.r_Step_1a();
this.cursor = (this.limit - v_2);
v_3 = (this.limit - this.cursor);
this.r_Step_1b();
this.cursor = (this.limit - v_3);
v_4 = (this.limit - this.cursor);
this.r_Step_1c();
this.cursor = (this.limit - v_4);
v_5 = (this.limit - this.cursor);
this.r_Step_2();
this.cursor = (this.limit - v_5);
v_6 = (this.limit - this.cursor);
this.r_Step_3();
this.cursor = (this.limit - v_6);
v_7 = (this.limit - this.cursor);
this.r_Step_4();
this.cursor = (this.limit - v_7);
v_8 = (this.limit - this.cursor);
this.r_Step_5();
this.cursor = (this.limit - v_8);
this.cursor = this.limit_backward;
v_9 = this.cursor;
this.r_postlude();
this.cursor = v_9;
break;
}
return true;
}
}
const EsperantoStemmer_g_vowel = new Set("aeiou");
const EsperantoStemmer_g_aou = new Set("aou");
const EsperantoStemmer_g_digit = new Set("0123456789");
const EsperantoStemmer_a_0 = [["",-1,14],["-",0,13],["cx",0,1],["gx",0,2],["hx",0,3],["jx",0,4],["q",0,12],["sx",0,5],["ux",0,6],["w",0,12],["x",0,12],["y",0,12],["á",0,7],["é",0,8],["í",0,9],["ó",0,10],["ú",0,11]];
const EsperantoStemmer_a_1 = [["as",-1,-1],["i",-1,-1],["is",1,-1],["os",-1,-1],["u",-1,-1],["us",4,-1]];
const EsperantoStemmer_a_2 = [["ci",-1,-1],["gi",-1,-1],["hi",-1,-1],["li",-1,-1],["ili",3,-1],["ŝli",3,-1],["mi",-1,-1],["ni",-1,-1],["oni",7,-1],["ri",-1,-1],["si",-1,-1],["vi",-1,-1],["ivi",11,-1],["ĝi",-1,-1],["ŝi",-1,-1],["iŝi",14,-1],["malŝi",14,-1]];
const EsperantoStemmer_a_3 = [["amb",-1,-1],["bald",-1,-1],["malbald",1,-1],["morg",-1,-1],["postmorg",3,-1],["adi",-1,-1],["hodi",-1,-1],["ank",-1,-1],["ĉirk",-1,-1],["tutĉirk",8,-1],["presk",-1,-1],["almen",-1,-1],["apen",-1,-1],["hier",-1,-1],["antaŭhier",13,-1],["malgr",-1,-1],["ankor",-1,-1],["kontr",-1,-1],["anstat",-1,-1],["kvaz",-1,-1]];
const EsperantoStemmer_a_4 = [["aliu",-1,-1],["unu",-1,-1]];
const EsperantoStemmer_a_5 = [["aha",-1,-1],["haha",0,-1],["haleluja",-1,-1],["hola",-1,-1],["hosana",-1,-1],["maltra",-1,-1],["hura",-1,-1],["ĥaĥa",-1,-1],["ekde",-1,-1],["elde",-1,-1],["disde",-1,-1],["ehe",-1,-1],["maltre",-1,-1],["dirlididi",-1,-1],["malpli",-1,-1],["malĉi",-1,-1],["malkaj",-1,-1],["amen",-1,-1],["tamen",17,-1],["oho",-1,-1],["maltro",-1,-1],["minus",-1,-1],["uhu",-1,-1],["muu",-1,-1]];
const EsperantoStemmer_a_6 = [["tri",-1,-1],["du",-1,-1],["unu",-1,-1]];
const EsperantoStemmer_a_7 = [["dek",-1,-1],["cent",-1,-1]];
const EsperantoStemmer_a_8 = [["k",-1,-1],["kelk",0,-1],["nen",-1,-1],["t",-1,-1],["mult",3,-1],["samt",3,-1],["ĉ",-1,-1]];
const EsperantoStemmer_a_9 = [["a",-1,-1],["e",-1,-1],["i",-1,-1],["j",-1,1],["aj",3,-1],["oj",3,-1],["n",-1,1],["an",6,-1],["en",6,-1],["jn",6,1],["ajn",9,-1],["ojn",9,-1],["on",6,-1],["o",-1,-1],["as",-1,-1],["is",-1,-1],["os",-1,-1],["us",-1,-1],["u",-1,-1]];
class EsperantoStemmer extends Stemmer {
r_canonical_form() {
let B_foreign, among_var, v_1;
B_foreign = false;
while (true) {
v_1 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(EsperantoStemmer_a_0);
this.ket = this.cursor;
if ((among_var === 1)) {
this.slice_from("ĉ");
} else {
if ((among_var === 2)) {
this.slice_from("ĝ");
} else {
if ((among_var === 3)) {
this.slice_from("ĥ");
} else {
if ((among_var === 4)) {
this.slice_from("ĵ");
} else {
if ((among_var === 5)) {
this.slice_from("ŝ");
} else {
if ((among_var === 6)) {
this.slice_from("ŭ");
} else {
if ((among_var === 7)) {
this.slice_from("a");
B_foreign = true;
} else {
if ((among_var === 8)) {
this.slice_from("e");
B_foreign = true;
} else {
if ((among_var === 9)) {
this.slice_from("i");
B_foreign = true;
} else {
if ((among_var === 10)) {
this.slice_from("o");
B_foreign = true;
} else {
if ((among_var === 11)) {
this.slice_from("u");
B_foreign = true;
} else {
if ((among_var === 12)) {
B_foreign = true;
} else {
if ((among_var === 13)) {
B_foreign = false;
} else {
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
}
}
}
}
}
}
}
}
}
}
}
}
continue;
}
this.cursor = v_1;
break;
}
return !(B_foreign);
}
r_initial_apostrophe() {
this.bra = this.cursor;
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "'"))) {
return false;
}
this.cursor += 1;
this.ket = this.cursor;
if (!(this.eq_s("st"))) {
return false;
}
if ((this.find_among(EsperantoStemmer_a_1) === 0)) {
return false;
}
if ((this.cursor < this.limit)) {
return false;
}
this.slice_from("e");
return true;
}
r_pronoun() {
let v_1;
this.ket = this.cursor;
v_1 = (this.limit - this.cursor);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "n"))) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.cursor -= 1;
}
this.bra = this.cursor;
if ((this.find_among_b(EsperantoStemmer_a_2) === 0)) {
return false;
}
while (true) {
lab0: {
if ((this.cursor > this.limit_backward)) {
break lab0;
}
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "-"))) {
return false;
}
this.cursor -= 1;
break;
}
this.slice_del();
return true;
}
r_final_apostrophe() {
let v_1;
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "'"))) {
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "l"))) {
break lab0;
}
this.cursor -= 1;
if ((this.cursor > this.limit_backward)) {
break lab0;
}
this.slice_from("a");
break;
}
this.cursor = (this.limit - v_1);
lab0: {
if (!(this.eq_s_b("un"))) {
break lab0;
}
if ((this.cursor > this.limit_backward)) {
break lab0;
}
this.slice_from("u");
break;
}
this.cursor = (this.limit - v_1);
lab0: {
if ((this.find_among_b(EsperantoStemmer_a_3) === 0)) {
break lab0;
}
while (true) {
lab1: {
if ((this.cursor > this.limit_backward)) {
break lab1;
}
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "-"))) {
break lab0;
}
this.cursor -= 1;
break;
}
this.slice_from("aŭ");
break;
}
this.cursor = (this.limit - v_1);
this.slice_from("o");
break;
}
return true;
}
r_ujn_suffix() {
let v_1, v_2;
this.ket = this.cursor;
v_1 = (this.limit - this.cursor);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "n"))) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.cursor -= 1;
}
v_2 = (this.limit - this.cursor);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "j"))) {
this.cursor = (this.limit - v_2);
break lab0;
}
this.cursor -= 1;
}
this.bra = this.cursor;
if ((this.find_among_b(EsperantoStemmer_a_4) === 0)) {
return false;
}
while (true) {
lab0: {
if ((this.cursor > this.limit_backward)) {
break lab0;
}
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "-"))) {
return false;
}
this.cursor -= 1;
break;
}
this.slice_del();
return true;
}
r_uninflected() {
if ((this.find_among_b(EsperantoStemmer_a_5) === 0)) {
return false;
}
while (true) {
lab0: {
if ((this.cursor > this.limit_backward)) {
break lab0;
}
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "-"))) {
return false;
}
this.cursor -= 1;
break;
}
return true;
}
r_merged_numeral() {
if ((this.find_among_b(EsperantoStemmer_a_6) === 0)) {
return false;
}
return (this.find_among_b(EsperantoStemmer_a_7) !== 0);
}
r_correlative() {
let v_1, v_2, v_3, v_4, v_5, v_6;
this.ket = this.cursor;
this.bra = this.cursor;
v_1 = (this.limit - this.cursor);
while (true) {
v_2 = (this.limit - this.cursor);
lab0: {
v_3 = (this.limit - this.cursor);
lab1: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "n"))) {
this.cursor = (this.limit - v_3);
break lab1;
}
this.cursor -= 1;
}
this.bra = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "e"))) {
break lab0;
}
this.cursor -= 1;
break;
}
this.cursor = (this.limit - v_2);
v_4 = (this.limit - this.cursor);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "n"))) {
this.cursor = (this.limit - v_4);
break lab0;
}
this.cursor -= 1;
}
v_5 = (this.limit - this.cursor);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "j"))) {
this.cursor = (this.limit - v_5);
break lab0;
}
this.cursor -= 1;
}
this.bra = this.cursor;
if (!(this.in_grouping_b(EsperantoStemmer_g_aou))) {
return false;
}
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "i"))) {
return false;
}
this.cursor -= 1;
v_6 = (this.limit - this.cursor);
lab0: {
if ((this.find_among_b(EsperantoStemmer_a_8) === 0)) {
this.cursor = (this.limit - v_6);
break lab0;
}
}
while (true) {
lab0: {
if ((this.cursor > this.limit_backward)) {
break lab0;
}
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "-"))) {
return false;
}
this.cursor -= 1;
break;
}
this.cursor = (this.limit - v_1);
this.slice_del();
return true;
}
r_long_word() {
let _, v_1;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
for (_ = 0; _ < 2; _++) {
if (!(this.go_out_grouping_b(EsperantoStemmer_g_vowel))) {
break lab0;
}
this.cursor -= 1;
}
break;
}
this.cursor = (this.limit - v_1);
lab0: {
while (true) {
lab1: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "-"))) {
break lab1;
}
this.cursor -= 1;
break;
}
if ((this.cursor <= this.limit_backward)) {
break lab0;
}
this.cursor -= 1;
}
if ((this.cursor <= this.limit_backward)) {
break lab0;
}
this.cursor -= 1;
break;
}
this.cursor = (this.limit - v_1);
if (!(this.go_out_grouping_b(EsperantoStemmer_g_digit))) {
return false;
}
this.cursor -= 1;
break;
}
return true;
}
r_standard_suffix() {
let among_var, v_1, v_2;
this.ket = this.cursor;
among_var = this.find_among_b(EsperantoStemmer_a_9);
if ((among_var === 0)) {
return false;
}
if ((among_var === 1)) {
v_1 = (this.limit - this.cursor);
while (true) {
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "-"))) {
break lab0;
}
this.cursor -= 1;
break;
}
if (!(this.in_grouping_b(EsperantoStemmer_g_digit))) {
return false;
}
break;
}
this.cursor = (this.limit - v_1);
}
v_2 = (this.limit - this.cursor);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "-"))) {
this.cursor = (this.limit - v_2);
break lab0;
}
this.cursor -= 1;
}
this.bra = this.cursor;
this.slice_del();
return true;
}
stem() {
let v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
v_1 = this.cursor;
if (!(this.r_canonical_form())) {
return false;
}
this.cursor = v_1;
v_2 = this.cursor;
this.r_initial_apostrophe();
this.cursor = v_2;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_3 = (this.limit - this.cursor);
lab0: {
if (!(this.r_pronoun())) {
break lab0;
}
return false;
}
this.cursor = (this.limit - v_3);
v_4 = (this.limit - this.cursor);
this.r_final_apostrophe();
this.cursor = (this.limit - v_4);
v_5 = (this.limit - this.cursor);
lab0: {
if (!(this.r_correlative())) {
break lab0;
}
return false;
}
this.cursor = (this.limit - v_5);
v_6 = (this.limit - this.cursor);
lab0: {
if (!(this.r_uninflected())) {
break lab0;
}
return false;
}
this.cursor = (this.limit - v_6);
v_7 = (this.limit - this.cursor);
lab0: {
if (!(this.r_merged_numeral())) {
break lab0;
}
return false;
}
this.cursor = (this.limit - v_7);
v_8 = (this.limit - this.cursor);
lab0: {
if (!(this.r_ujn_suffix())) {
break lab0;
}
return false;
}
this.cursor = (this.limit - v_8);
v_9 = (this.limit - this.cursor);
if (!(this.r_long_word())) {
return false;
}
this.cursor = (this.limit - v_9);
if (!(this.r_standard_suffix())) {
return false;
}
this.cursor = this.limit_backward;
return true;
}
}
const EstonianStemmer_g_V1 = new Set("aeiouäõöü");
const EstonianStemmer_g_RV = new Set("'aeiou");
const EstonianStemmer_g_KI = new Set("bdfghkpstzšž");
const EstonianStemmer_g_GI = new Set("aceijlmnoqruvwxäõöü");
const EstonianStemmer_a_0 = [["gi",-1,1],["ki",-1,2]];
const EstonianStemmer_a_1 = [["da",-1,3],["mata",-1,1],["b",-1,3],["ksid",-1,1],["nuksid",3,1],["me",-1,3],["sime",5,1],["ksime",6,1],["nuksime",7,1],["akse",-1,2],["dakse",9,1],["takse",9,1],["site",-1,1],["ksite",12,1],["nuksite",13,1],["n",-1,3],["sin",15,1],["ksin",16,1],["nuksin",17,1],["daks",-1,1],["taks",-1,1]];
const EstonianStemmer_a_2 = [["aa",-1,-1],["ee",-1,-1],["ii",-1,-1],["oo",-1,-1],["uu",-1,-1],["ää",-1,-1],["õõ",-1,-1],["öö",-1,-1],["üü",-1,-1]];
const EstonianStemmer_a_3 = [["lane",-1,1],["line",-1,3],["mine",-1,2],["lasse",-1,1],["lisse",-1,3],["misse",-1,2],["lasi",-1,1],["lisi",-1,3],["misi",-1,2],["last",-1,1],["list",-1,3],["mist",-1,2]];
const EstonianStemmer_as_3 = ["lase","mise","lise"];
const EstonianStemmer_a_4 = [["ga",-1,1],["ta",-1,1],["le",-1,1],["sse",-1,1],["l",-1,1],["s",-1,1],["ks",5,1],["t",-1,2],["lt",7,1],["st",7,1]];
const EstonianStemmer_a_5 = [["",-1,2],["las",0,1],["lis",0,1],["mis",0,1],["t",0,-1]];
const EstonianStemmer_as_5 = ["e",""];
const EstonianStemmer_a_6 = [["d",-1,4],["sid",0,2],["de",-1,4],["ikkude",2,1],["ike",-1,1],["ikke",-1,1],["te",-1,3]];
const EstonianStemmer_a_7 = [["va",-1,-1],["du",-1,-1],["nu",-1,-1],["tu",-1,-1]];
const EstonianStemmer_a_8 = [["kk",-1,1],["pp",-1,2],["tt",-1,3]];
const EstonianStemmer_as_8 = ["k","p","t"];
const EstonianStemmer_a_9 = [["ma",-1,2],["mai",-1,1],["m",-1,1]];
const EstonianStemmer_a_10 = [["joob",-1,1],["jood",-1,1],["joodakse",1,1],["jooma",-1,1],["joomata",3,1],["joome",-1,1],["joon",-1,1],["joote",-1,1],["joovad",-1,1],["juua",-1,1],["juuakse",9,1],["jäi",-1,12],["jäid",11,12],["jäime",11,12],["jäin",11,12],["jäite",11,12],["jääb",-1,12],["jääd",-1,12],["jääda",17,12],["jäädakse",18,12],["jäädi",17,12],["jääks",-1,12],["jääksid",21,12],["jääksime",21,12],["jääksin",21,12],["jääksite",21,12],["jääma",-1,12],["jäämata",26,12],["jääme",-1,12],["jään",-1,12],["jääte",-1,12],["jäävad",-1,12],["jõi",-1,1],["jõid",32,1],["jõime",32,1],["jõin",32,1],["jõite",32,1],["keeb",-1,4],["keed",-1,4],["keedakse",38,4],["keeks",-1,4],["keeksid",40,4],["keeksime",40,4],["keeksin",40,4],["keeksite",40,4],["keema",-1,4],["keemata",45,4],["keeme",-1,4],["keen",-1,4],["kees",-1,4],["keeta",-1,4],["keete",-1,4],["keevad",-1,4],["käia",-1,8],["käiakse",53,8],["käib",-1,8],["käid",-1,8],["käidi",56,8],["käiks",-1,8],["käiksid",58,8],["käiksime",58,8],["käiksin",58,8],["käiksite",58,8],["käima",-1,8],["käimata",63,8],["käime",-1,8],["käin",-1,8],["käis",-1,8],["käite",-1,8],["käivad",-1,8],["laob",-1,16],["laod",-1,16],["laoks",-1,16],["laoksid",72,16],["laoksime",72,16],["laoksin",72,16],["laoksite",72,16],["laome",-1,16],["laon",-1,16],["laote",-1,16],["laovad",-1,16],["loeb",-1,14],["loed",-1,14],["loeks",-1,14],["loeksid",83,14],["loeksime",83,14],["loeksin",83,14],["loeksite",83,14],["loeme",-1,14],["loen",-1,14],["loete",-1,14],["loevad",-1,14],["loob",-1,7],["lood",-1,7],["loodi",93,7],["looks",-1,7],["looksid",95,7],["looksime",95,7],["looksin",95,7],["looksite",95,7],["looma",-1,7],["loomata",100,7],["loome",-1,7],["loon",-1,7],["loote",-1,7],["loovad",-1,7],["luua",-1,7],["luuakse",106,7],["lõi",-1,6],["lõid",108,6],["lõime",108,6],["lõin",108,6],["lõite",108,6],["lööb",-1,5],["lööd",-1,5],["löödakse",114,5],["löödi",114,5],["lööks",-1,5],["lööksid",117,5],["lööksime",117,5],["lööksin",117,5],["lööksite",117,5],["lööma",-1,5],["löömata",122,5],["lööme",-1,5],["löön",-1,5],["lööte",-1,5],["löövad",-1,5],["lüüa",-1,5],["lüüakse",128,5],["müüa",-1,13],["müüakse",130,13],["müüb",-1,13],["müüd",-1,13],["müüdi",133,13],["müüks",-1,13],["müüksid",135,13],["müüksime",135,13],["müüksin",135,13],["müüksite",135,13],["müüma",-1,13],["müümata",140,13],["müüme",-1,13],["müün",-1,13],["müüs",-1,13],["müüte",-1,13],["müüvad",-1,13],["näeb",-1,18],["näed",-1,18],["näeks",-1,18],["näeksid",149,18],["näeksime",149,18],["näeksin",149,18],["näeksite",149,18],["näeme",-1,18],["näen",-1,18],["näete",-1,18],["näevad",-1,18],["nägema",-1,18],["nägemata",158,18],["näha",-1,18],["nähakse",160,18],["nähti",-1,18],["põeb",-1,15],["põed",-1,15],["põeks",-1,15],["põeksid",165,15],["põeksime",165,15],["põeksin",165,15],["põeksite",165,15],["põeme",-1,15],["põen",-1,15],["põete",-1,15],["põevad",-1,15],["saab",-1,2],["saad",-1,2],["saada",175,2],["saadakse",176,2],["saadi",175,2],["saaks",-1,2],["saaksid",179,2],["saaksime",179,2],["saaksin",179,2],["saaksite",179,2],["saama",-1,2],["saamata",184,2],["saame",-1,2],["saan",-1,2],["saate",-1,2],["saavad",-1,2],["sai",-1,2],["said",190,2],["saime",190,2],["sain",190,2],["saite",190,2],["sõi",-1,9],["sõid",195,9],["sõime",195,9],["sõin",195,9],["sõite",195,9],["sööb",-1,9],["sööd",-1,9],["söödakse",201,9],["söödi",201,9],["sööks",-1,9],["sööksid",204,9],["sööksime",204,9],["sööksin",204,9],["sööksite",204,9],["sööma",-1,9],["söömata",209,9],["sööme",-1,9],["söön",-1,9],["sööte",-1,9],["söövad",-1,9],["süüa",-1,9],["süüakse",215,9],["teeb",-1,17],["teed",-1,17],["teeks",-1,17],["teeksid",219,17],["teeksime",219,17],["teeksin",219,17],["teeksite",219,17],["teeme",-1,17],["teen",-1,17],["teete",-1,17],["teevad",-1,17],["tegema",-1,17],["tegemata",228,17],["teha",-1,17],["tehakse",230,17],["tehti",-1,17],["toob",-1,10],["tood",-1,10],["toodi",234,10],["tooks",-1,10],["tooksid",236,10],["tooksime",236,10],["tooksin",236,10],["tooksite",236,10],["tooma",-1,10],["toomata",241,10],["toome",-1,10],["toon",-1,10],["toote",-1,10],["toovad",-1,10],["tuua",-1,10],["tuuakse",247,10],["tõi",-1,10],["tõid",249,10],["tõime",249,10],["tõin",249,10],["tõite",249,10],["viia",-1,3],["viiakse",254,3],["viib",-1,3],["viid",-1,3],["viidi",257,3],["viiks",-1,3],["viiksid",259,3],["viiksime",259,3],["viiksin",259,3],["viiksite",259,3],["viima",-1,3],["viimata",264,3],["viime",-1,3],["viin",-1,3],["viisime",-1,3],["viisin",-1,3],["viisite",-1,3],["viite",-1,3],["viivad",-1,3],["võib",-1,11],["võid",-1,11],["võida",274,11],["võidakse",275,11],["võidi",274,11],["võiks",-1,11],["võiksid",278,11],["võiksime",278,11],["võiksin",278,11],["võiksite",278,11],["võima",-1,11],["võimata",283,11],["võime",-1,11],["võin",-1,11],["võis",-1,11],["võite",-1,11],["võivad",-1,11]];
const EstonianStemmer_as_10 = ["joo","saa","viima","keesi","löö","lõi","loo","käisi","söö","too","võisi","jääma","müüsi","luge","põde","ladu","tegi","nägi"];
class EstonianStemmer extends Stemmer {
I_p1 = 0;
r_mark_regions() {
let v_1;
this.I_p1 = this.limit;
while (true) {
v_1 = this.cursor;
lab0: {
if (((this.cursor + 2) > this.limit)) {
break lab0;
}
this.cursor += 2;
while (true) {
lab1: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "'"))) {
break lab1;
}
this.cursor += 1;
break;
}
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
break;
}
this.cursor = v_1;
if (!(this.go_out_grouping(EstonianStemmer_g_V1))) {
return false;
}
this.cursor += 1;
if (!(this.go_in_grouping(EstonianStemmer_g_V1))) {
return false;
}
this.cursor += 1;
break;
}
this.I_p1 = this.cursor;
return true;
}
r_emphasis() {
let among_var, v_2, v_3, v_4, v_5;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(EstonianStemmer_a_0);
if ((among_var === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
v_3 = (this.limit - this.cursor);
if (((this.cursor - 4) < this.limit_backward)) {
return false;
}
this.cursor -= 4;
this.cursor = (this.limit - v_3);
if ((among_var === 1)) {
v_4 = (this.limit - this.cursor);
if (!(this.in_grouping_b(EstonianStemmer_g_GI))) {
return false;
}
this.cursor = (this.limit - v_4);
v_5 = (this.limit - this.cursor);
lab0: {
if (!(this.r_LONGV())) {
break lab0;
}
return false;
}
this.cursor = (this.limit - v_5);
this.slice_del();
} else {
if (!(this.in_grouping_b(EstonianStemmer_g_KI))) {
return false;
}
this.slice_del();
}
return true;
}
r_verb() {
let among_var, v_2;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(EstonianStemmer_a_1);
if ((among_var === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if ((among_var === 1)) {
this.slice_del();
} else {
if ((among_var === 2)) {
this.slice_from("a");
} else {
if (!(this.in_grouping_b(EstonianStemmer_g_V1))) {
return false;
}
this.slice_del();
}
}
return true;
}
r_LONGV() {
return (this.find_among_b(EstonianStemmer_a_2) !== 0);
}
r_i_plural() {
let v_2;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "i"))) {
this.limit_backward = v_2;
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
this.limit_backward = v_2;
if (!(this.in_grouping_b(EstonianStemmer_g_RV))) {
return false;
}
this.slice_del();
return true;
}
r_special_noun_endings() {
let among_var, v_2;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(EstonianStemmer_a_3);
if ((among_var === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
this.slice_from(EstonianStemmer_as_3[(among_var - 1)]);
return true;
}
r_case_ending() {
let among_var, v_2, v_3;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(EstonianStemmer_a_4);
if ((among_var === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if ((among_var === 1)) {
while (true) {
lab0: {
if (!(this.in_grouping_b(EstonianStemmer_g_RV))) {
break lab0;
}
break;
}
if (!(this.r_LONGV())) {
return false;
}
break;
}
} else {
v_3 = (this.limit - this.cursor);
if (((this.cursor - 4) < this.limit_backward)) {
return false;
}
this.cursor -= 4;
this.cursor = (this.limit - v_3);
}
this.slice_del();
return true;
}
r_plural_three_first_cases() {
let among_var, v_2, v_3, v_4, v_5;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(EstonianStemmer_a_6);
if ((among_var === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if ((among_var === 1)) {
this.slice_from("iku");
} else {
if ((among_var === 2)) {
v_3 = (this.limit - this.cursor);
lab0: {
if (!(this.r_LONGV())) {
break lab0;
}
return false;
}
this.cursor = (this.limit - v_3);
this.slice_del();
} else {
if ((among_var === 3)) {
while (true) {
v_4 = (this.limit - this.cursor);
lab0: {
v_5 = (this.limit - this.cursor);
if (((this.cursor - 4) < this.limit_backward)) {
break lab0;
}
this.cursor -= 4;
this.cursor = (this.limit - v_5);
among_var = this.find_among_b(EstonianStemmer_a_5);
if ((among_var > 0)) {
this.slice_from(EstonianStemmer_as_5[(among_var - 1)]);
}
break;
}
this.cursor = (this.limit - v_4);
this.slice_from("t");
break;
}
} else {
while (true) {
lab0: {
if (!(this.in_grouping_b(EstonianStemmer_g_RV))) {
break lab0;
}
break;
}
if (!(this.r_LONGV())) {
return false;
}
break;
}
this.slice_del();
}
}
}
return true;
}
r_nu() {
let v_2;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if ((this.find_among_b(EstonianStemmer_a_7) === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
this.slice_del();
return true;
}
r_undouble_kpt() {
let among_var;
if (!(this.in_grouping_b(EstonianStemmer_g_V1))) {
return false;
}
if ((this.I_p1 > this.cursor)) {
return false;
}
this.ket = this.cursor;
among_var = this.find_among_b(EstonianStemmer_a_8);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_from(EstonianStemmer_as_8[(among_var - 1)]);
return true;
}
r_degrees() {
let among_var, v_2;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(EstonianStemmer_a_9);
if ((among_var === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if ((among_var === 1)) {
if (!(this.in_grouping_b(EstonianStemmer_g_RV))) {
return false;
}
this.slice_del();
} else {
this.slice_del();
}
return true;
}
r_substantive() {
let v_1, v_2, v_3, v_4, v_5, v_6;
v_1 = (this.limit - this.cursor);
this.r_special_noun_endings();
this.cursor = (this.limit - v_1);
v_2 = (this.limit - this.cursor);
this.r_case_ending();
this.cursor = (this.limit - v_2);
v_3 = (this.limit - this.cursor);
this.r_plural_three_first_cases();
this.cursor = (this.limit - v_3);
v_4 = (this.limit - this.cursor);
this.r_degrees();
this.cursor = (this.limit - v_4);
v_5 = (this.limit - this.cursor);
this.r_i_plural();
this.cursor = (this.limit - v_5);
v_6 = (this.limit - this.cursor);
this.r_nu();
this.cursor = (this.limit - v_6);
return true;
}
r_verb_exceptions() {
let among_var;
this.bra = this.cursor;
among_var = this.find_among(EstonianStemmer_a_10);
if ((among_var === 0)) {
return false;
}
this.ket = this.cursor;
if ((this.cursor < this.limit)) {
return false;
}
this.slice_from(EstonianStemmer_as_10[(among_var - 1)]);
return true;
}
stem() {
let v_1, v_2, v_3, v_4, v_5, v_6;
v_1 = this.cursor;
lab0: {
if (!(this.r_verb_exceptions())) {
break lab0;
}
return false;
}
this.cursor = v_1;
v_2 = this.cursor;
this.r_mark_regions();
this.cursor = v_2;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_3 = (this.limit - this.cursor);
this.r_emphasis();
this.cursor = (this.limit - v_3);
v_4 = (this.limit - this.cursor);
lab0: {
while (true) {
v_5 = (this.limit - this.cursor);
lab1: {
if (!(this.r_verb())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_5);
this.r_substantive();
break;
}
}
this.cursor = (this.limit - v_4);
v_6 = (this.limit - this.cursor);
this.r_undouble_kpt();
this.cursor = (this.limit - v_6);
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "'"))) {
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
this.cursor = this.limit_backward;
return true;
}
}
const FinnishStemmer_g_AEI = new Set("aeiä");
const FinnishStemmer_g_C = new Set("bcdfghjklmnpqrstvwxz");
const FinnishStemmer_g_v = new Set("aeiouyäö");
const FinnishStemmer_g_particle_end = new Set("aeinotuyäö");
const FinnishStemmer_a_0 = [["pa",-1,1],["sti",-1,2],["kaan",-1,1],["han",-1,1],["kin",-1,1],["hän",-1,1],["kään",-1,1],["ko",-1,1],["pä",-1,1],["kö",-1,1]];
const FinnishStemmer_a_1 = [["lla",-1,-1],["na",-1,-1],["ssa",-1,-1],["ta",-1,-1],["lta",3,-1],["sta",3,-1]];
const FinnishStemmer_a_2 = [["llä",-1,-1],["nä",-1,-1],["ssä",-1,-1],["tä",-1,-1],["ltä",3,-1],["stä",3,-1]];
const FinnishStemmer_a_3 = [["lle",-1,-1],["ine",-1,-1]];
const FinnishStemmer_a_4 = [["nsa",-1,3],["mme",-1,3],["nne",-1,3],["ni",-1,2],["si",-1,1],["an",-1,4],["en",-1,6],["än",-1,5],["nsä",-1,3]];
const FinnishStemmer_a_5 = [["aa",-1,-1],["ee",-1,-1],["ii",-1,-1],["oo",-1,-1],["uu",-1,-1],["ää",-1,-1],["öö",-1,-1]];
const FinnishStemmer_a_6 = [["'",-1,-1],["ai",-1,-1],["ei",-1,-1],["ii",-1,-1],["oi",-1,-1],["ui",-1,-1],["äi",-1,-1],["öi",-1,-1]];
const FinnishStemmer_a_7 = [["a",-1,2],["lla",0,-1],["na",0,-1],["ssa",0,-1],["ta",0,-1],["lta",4,-1],["sta",4,-1],["tta",4,3],["lle",-1,-1],["ine",-1,-1],["ksi",-1,-1],["n",-1,1],["han",11,-1,(z) => z.r_A()],["den",11,-1,(z) => z.r_VI()],["seen",11,-1,(z) => z.r_LV()],["hen",11,-1,(z) => z.r_E()],["tten",11,-1,(z) => z.r_VI()],["hin",11,-1,(z) => z.r_I()],["siin",11,-1,(z) => z.r_VI()],["hon",11,-1,(z) => z.r_O()],["hun",11,-1,(z) => z.r_U()],["hän",11,-1,(z) => z.r_A_()],["hön",11,-1,(z) => z.r_O_()],["ä",-1,2],["llä",23,-1],["nä",23,-1],["ssä",23,-1],["tä",23,-1],["ltä",27,-1],["stä",27,-1],["ttä",27,3]];
const FinnishStemmer_a_8 = [["eja",-1,-1],["mma",-1,1],["imma",1,-1],["mpa",-1,1],["impa",3,-1],["mmi",-1,1],["immi",5,-1],["mpi",-1,1],["impi",7,-1],["ejä",-1,-1],["mmä",-1,1],["immä",10,-1],["mpä",-1,1],["impä",12,-1]];
const FinnishStemmer_a_9 = [["i",-1,-1],["j",-1,-1]];
const FinnishStemmer_a_10 = [["mma",-1,1],["imma",0,-1]];
class FinnishStemmer extends Stemmer {
B_ending_removed = false;
I_p2 = 0;
I_p1 = 0;
r_mark_regions() {
this.I_p1 = this.limit;
this.I_p2 = this.limit;
if (!(this.go_out_grouping(FinnishStemmer_g_v))) {
return false;
}
this.cursor += 1;
if (!(this.go_in_grouping(FinnishStemmer_g_v))) {
return false;
}
this.cursor += 1;
this.I_p1 = this.cursor;
if (!(this.go_out_grouping(FinnishStemmer_g_v))) {
return false;
}
this.cursor += 1;
if (!(this.go_in_grouping(FinnishStemmer_g_v))) {
return false;
}
this.cursor += 1;
this.I_p2 = this.cursor;
return true;
}
r_particle_etc() {
let among_var, v_2;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(FinnishStemmer_a_0);
if ((among_var === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if ((among_var === 1)) {
if (!(this.in_grouping_b(FinnishStemmer_g_particle_end))) {
return false;
}
} else {
if ((this.I_p2 > this.cursor)) {
return false;
}
}
this.slice_del();
return true;
}
r_possessive() {
let among_var, v_2;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(FinnishStemmer_a_4);
if ((among_var === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if ((among_var === 1)) {
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "k"))) {
break lab0;
}
this.cursor -= 1;
return false;
}
this.slice_del();
} else {
if ((among_var === 2)) {
this.slice_del();
this.ket = this.cursor;
if (!(this.eq_s_b("kse"))) {
return false;
}
this.bra = this.cursor;
this.slice_from("ksi");
} else {
if ((among_var === 3)) {
this.slice_del();
} else {
if ((among_var === 4)) {
if ((this.find_among_b(FinnishStemmer_a_1) === 0)) {
return false;
}
this.slice_del();
} else {
if ((among_var === 5)) {
if ((this.find_among_b(FinnishStemmer_a_2) === 0)) {
return false;
}
this.slice_del();
} else {
if ((this.find_among_b(FinnishStemmer_a_3) === 0)) {
return false;
}
this.slice_del();
}
}
}
}
}
return true;
}
r_LV() {
return (this.find_among_b(FinnishStemmer_a_5) !== 0);
}
r_VI() {
return (this.find_among_b(FinnishStemmer_a_6) !== 0);
}
r_A() {
while (true) {
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "a"))) {
break lab0;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "'"))) {
return false;
}
this.cursor -= 1;
break;
}
return true;
}
r_E() {
while (true) {
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "e"))) {
break lab0;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "'"))) {
return false;
}
this.cursor -= 1;
break;
}
return true;
}
r_I() {
while (true) {
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "i"))) {
break lab0;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "'"))) {
return false;
}
this.cursor -= 1;
break;
}
return true;
}
r_O() {
while (true) {
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "o"))) {
break lab0;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "'"))) {
return false;
}
this.cursor -= 1;
break;
}
return true;
}
r_U() {
while (true) {
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "u"))) {
break lab0;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "'"))) {
return false;
}
this.cursor -= 1;
break;
}
return true;
}
r_A_() {
while (true) {
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ä"))) {
break lab0;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "'"))) {
return false;
}
this.cursor -= 1;
break;
}
return true;
}
r_O_() {
while (true) {
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ö"))) {
break lab0;
}
this.cursor -= 1;
break;
}
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ø"))) {
break lab0;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "'"))) {
return false;
}
this.cursor -= 1;
break;
}
return true;
}
r_case_ending() {
let among_var, v_2, v_3, v_4, v_5;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(FinnishStemmer_a_7);
if ((among_var === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if ((among_var === 1)) {
v_3 = (this.limit - this.cursor);
lab0: {
v_4 = (this.limit - this.cursor);
while (true) {
v_5 = (this.limit - this.cursor);
lab1: {
if (!(this.r_LV())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_5);
if (!(this.eq_s_b("ie"))) {
this.cursor = (this.limit - v_3);
break lab0;
}
break;
}
this.cursor = (this.limit - v_4);
if ((this.cursor <= this.limit_backward)) {
this.cursor = (this.limit - v_3);
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
}
} else {
if ((among_var === 2)) {
if (!(this.in_grouping_b(FinnishStemmer_g_v))) {
return false;
}
if (!(this.in_grouping_b(FinnishStemmer_g_C))) {
return false;
}
} else {
if ((among_var === 3)) {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "e"))) {
return false;
}
this.cursor -= 1;
}
}
}
this.slice_del();
this.B_ending_removed = true;
return true;
}
r_other_endings() {
let among_var, v_2;
if ((this.cursor < this.I_p2)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p2;
this.ket = this.cursor;
among_var = this.find_among_b(FinnishStemmer_a_8);
if ((among_var === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if ((among_var === 1)) {
lab0: {
if (!(this.eq_s_b("po"))) {
break lab0;
}
return false;
}
}
this.slice_del();
return true;
}
r_i_plural() {
let v_2;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if ((this.find_among_b(FinnishStemmer_a_9) === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
this.slice_del();
return true;
}
r_t_plural() {
let among_var, v_2, v_3, v_5;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "t"))) {
this.limit_backward = v_2;
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
v_3 = (this.limit - this.cursor);
if (!(this.in_grouping_b(FinnishStemmer_g_v))) {
this.limit_backward = v_2;
return false;
}
this.cursor = (this.limit - v_3);
this.slice_del();
this.limit_backward = v_2;
if ((this.cursor < this.I_p2)) {
return false;
}
v_5 = this.limit_backward;
this.limit_backward = this.I_p2;
this.ket = this.cursor;
among_var = this.find_among_b(FinnishStemmer_a_10);
if ((among_var === 0)) {
this.limit_backward = v_5;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_5;
if ((among_var === 1)) {
lab0: {
if (!(this.eq_s_b("po"))) {
break lab0;
}
return false;
}
}
this.slice_del();
return true;
}
r_tidy() {
let S_x, v_2, v_3, v_4, v_5, v_6, v_7, v_8;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
v_3 = (this.limit - this.cursor);
lab0: {
v_4 = (this.limit - this.cursor);
if (!(this.r_LV())) {
break lab0;
}
this.cursor = (this.limit - v_4);
this.ket = this.cursor;
if ((this.cursor <= this.limit_backward)) {
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
}
this.cursor = (this.limit - v_3);
v_5 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (!(this.in_grouping_b(FinnishStemmer_g_AEI))) {
break lab0;
}
this.bra = this.cursor;
if (!(this.in_grouping_b(FinnishStemmer_g_C))) {
break lab0;
}
this.slice_del();
}
this.cursor = (this.limit - v_5);
v_6 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "j"))) {
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
while (true) {
lab1: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "o"))) {
break lab1;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "u"))) {
break lab0;
}
this.cursor -= 1;
break;
}
this.slice_del();
}
this.cursor = (this.limit - v_6);
v_7 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "o"))) {
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "j"))) {
break lab0;
}
this.cursor -= 1;
this.slice_del();
}
this.cursor = (this.limit - v_7);
this.limit_backward = v_2;
v_8 = (this.limit - this.cursor);
lab0: {
if (!(this.go_in_grouping_b(FinnishStemmer_g_v))) {
break lab0;
}
this.ket = this.cursor;
if (!(this.in_grouping_b(FinnishStemmer_g_C))) {
break lab0;
}
this.bra = this.cursor;
S_x = this.slice_to();
if (!(this.eq_s_b(S_x))) {
break lab0;
}
this.slice_del();
}
this.cursor = (this.limit - v_8);
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "'"))) {
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
return true;
}
stem() {
let v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8;
v_1 = this.cursor;
this.r_mark_regions();
this.cursor = v_1;
this.B_ending_removed = false;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_2 = (this.limit - this.cursor);
this.r_particle_etc();
this.cursor = (this.limit - v_2);
v_3 = (this.limit - this.cursor);
this.r_possessive();
this.cursor = (this.limit - v_3);
v_4 = (this.limit - this.cursor);
this.r_case_ending();
this.cursor = (this.limit - v_4);
v_5 = (this.limit - this.cursor);
this.r_other_endings();
this.cursor = (this.limit - v_5);
while (true) {
lab0: {
if (!(this.B_ending_removed)) {
break lab0;
}
v_6 = (this.limit - this.cursor);
this.r_i_plural();
this.cursor = (this.limit - v_6);
break;
}
v_7 = (this.limit - this.cursor);
this.r_t_plural();
this.cursor = (this.limit - v_7);
break;
}
v_8 = (this.limit - this.cursor);
this.r_tidy();
this.cursor = (this.limit - v_8);
this.cursor = this.limit_backward;
return true;
}
}
const FrenchStemmer_g_v = new Set("aeiouyàâèéêëîïôùû");
const FrenchStemmer_g_oux_ending = new Set("bhjlnp");
const FrenchStemmer_g_elision_char = new Set("cdjlmnst");
const FrenchStemmer_g_keep_with_s = new Set("aiosuè");
const FrenchStemmer_a_0 = [["col",-1,-1],["ni",-1,1],["par",-1,-1],["tap",-1,-1]];
const FrenchStemmer_a_1 = [["",-1,7],["H",0,6],["He",1,4],["Hi",1,5],["I",0,1],["U",0,2],["Y",0,3]];
const FrenchStemmer_a_2 = [["iqU",-1,3],["abl",-1,3],["Ièr",-1,4],["ièr",-1,4],["eus",-1,2],["iv",-1,1]];
const FrenchStemmer_a_3 = [["ic",-1,2],["abil",-1,1],["iv",-1,3]];
const FrenchStemmer_a_4 = [["iqUe",-1,1],["atrice",-1,2],["ance",-1,1],["ence",-1,5],["logie",-1,3],["able",-1,1],["isme",-1,1],["euse",-1,12],["iste",-1,1],["ive",-1,8],["if",-1,8],["usion",-1,4],["ation",-1,2],["ution",-1,4],["ateur",-1,2],["iqUes",-1,1],["atrices",-1,2],["ances",-1,1],["ences",-1,5],["logies",-1,3],["ables",-1,1],["ismes",-1,1],["euses",-1,12],["istes",-1,1],["ives",-1,8],["ifs",-1,8],["usions",-1,4],["ations",-1,2],["utions",-1,4],["ateurs",-1,2],["ments",-1,16],["ements",30,6],["issements",31,13],["ités",-1,7],["ment",-1,16],["ement",34,6],["issement",35,13],["amment",34,14],["emment",34,15],["aux",-1,10],["eaux",39,9],["eux",-1,1],["oux",-1,11],["ité",-1,7]];
const FrenchStemmer_a_5 = [["ira",-1,1],["ie",-1,1],["isse",-1,1],["issante",-1,1],["i",-1,1],["irai",4,1],["ir",-1,1],["iras",-1,1],["ies",-1,1],["îmes",-1,1],["isses",-1,1],["issantes",-1,1],["îtes",-1,1],["is",-1,1],["irais",13,1],["issais",13,1],["irions",-1,1],["issions",-1,1],["irons",-1,1],["issons",-1,1],["issants",-1,1],["it",-1,1],["irait",21,1],["issait",21,1],["issant",-1,1],["iraIent",-1,1],["issaIent",-1,1],["irent",-1,1],["issent",-1,1],["iront",-1,1],["ît",-1,1],["iriez",-1,1],["issiez",-1,1],["irez",-1,1],["issez",-1,1]];
const FrenchStemmer_a_6 = [["al",-1,1],["épl",-1,-1],["auv",-1,-1]];
const FrenchStemmer_a_7 = [["a",-1,3],["era",0,2],["aise",-1,4],["asse",-1,3],["ante",-1,3],["ée",-1,2],["ai",-1,3],["erai",6,2],["er",-1,2],["as",-1,3],["eras",9,2],["âmes",-1,3],["aises",-1,4],["asses",-1,3],["antes",-1,3],["âtes",-1,3],["ées",-1,2],["ais",-1,4],["eais",17,2],["erais",17,2],["ions",-1,1],["erions",20,2],["assions",20,3],["erons",-1,2],["ants",-1,3],["és",-1,2],["ait",-1,3],["erait",26,2],["ant",-1,3],["aIent",-1,3],["eraIent",29,2],["èrent",-1,2],["assent",-1,3],["eront",-1,2],["ât",-1,3],["ez",-1,2],["iez",35,2],["eriez",36,2],["assiez",36,3],["erez",35,2],["é",-1,2]];
const FrenchStemmer_a_8 = [["e",-1,3],["Ière",0,2],["ière",0,2],["ion",-1,1],["Ier",-1,2],["ier",-1,2]];
const FrenchStemmer_a_9 = [["ell",-1,-1],["eill",-1,-1],["enn",-1,-1],["onn",-1,-1],["ett",-1,-1]];
class FrenchStemmer extends Stemmer {
I_p2 = 0;
I_p1 = 0;
I_pV = 0;
r_elisions() {
this.bra = this.cursor;
while (true) {
lab0: {
if (!(this.in_grouping(FrenchStemmer_g_elision_char))) {
break lab0;
}
break;
}
if (!(this.eq_s("qu"))) {
return false;
}
break;
}
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "'"))) {
return false;
}
this.cursor += 1;
this.ket = this.cursor;
if ((this.cursor >= this.limit)) {
return false;
}
this.slice_del();
return true;
}
r_prelude() {
let v_1, v_2, v_3, v_4;
while (true) {
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
while (true) {
v_3 = this.cursor;
lab2: {
if (!(this.in_grouping(FrenchStemmer_g_v))) {
break lab2;
}
this.bra = this.cursor;
while (true) {
v_4 = this.cursor;
lab3: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "u"))) {
break lab3;
}
this.cursor += 1;
this.ket = this.cursor;
if (!(this.in_grouping(FrenchStemmer_g_v))) {
break lab3;
}
this.slice_from("U");
break;
}
this.cursor = v_4;
lab3: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "i"))) {
break lab3;
}
this.cursor += 1;
this.ket = this.cursor;
if (!(this.in_grouping(FrenchStemmer_g_v))) {
break lab3;
}
this.slice_from("I");
break;
}
this.cursor = v_4;
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "y"))) {
break lab2;
}
this.cursor += 1;
this.ket = this.cursor;
this.slice_from("Y");
break;
}
break;
}
this.cursor = v_3;
lab2: {
this.bra = this.cursor;
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "ë"))) {
break lab2;
}
this.cursor += 1;
this.ket = this.cursor;
this.slice_from("He");
break;
}
this.cursor = v_3;
lab2: {
this.bra = this.cursor;
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "ï"))) {
break lab2;
}
this.cursor += 1;
this.ket = this.cursor;
this.slice_from("Hi");
break;
}
this.cursor = v_3;
lab2: {
this.bra = this.cursor;
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "y"))) {
break lab2;
}
this.cursor += 1;
this.ket = this.cursor;
if (!(this.in_grouping(FrenchStemmer_g_v))) {
break lab2;
}
this.slice_from("Y");
break;
}
this.cursor = v_3;
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "q"))) {
break lab1;
}
this.cursor += 1;
this.bra = this.cursor;
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "u"))) {
break lab1;
}
this.cursor += 1;
this.ket = this.cursor;
this.slice_from("U");
break;
}
this.cursor = v_2;
break;
}
this.cursor = v_2;
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
continue;
}
this.cursor = v_1;
break;
}
return true;
}
r_mark_regions() {
let among_var, v_1, v_2, v_3;
this.I_pV = this.limit;
this.I_p1 = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
if (!(this.in_grouping(FrenchStemmer_g_v))) {
break lab1;
}
if (!(this.in_grouping(FrenchStemmer_g_v))) {
break lab1;
}
if ((this.cursor >= this.limit)) {
break lab1;
}
this.cursor += 1;
break;
}
this.cursor = v_2;
lab1: {
among_var = this.find_among(FrenchStemmer_a_0);
if ((among_var === 0)) {
break lab1;
}
if ((among_var === 1)) {
if (!(this.in_grouping(FrenchStemmer_g_v))) {
break lab1;
}
}
break;
}
this.cursor = v_2;
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
if (!(this.go_out_grouping(FrenchStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
break;
}
this.I_pV = this.cursor;
}
this.cursor = v_1;
v_3 = this.cursor;
lab0: {
if (!(this.go_out_grouping(FrenchStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(FrenchStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p1 = this.cursor;
if (!(this.go_out_grouping(FrenchStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(FrenchStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p2 = this.cursor;
}
this.cursor = v_3;
return true;
}
r_postlude() {
let among_var, v_1;
while (true) {
v_1 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(FrenchStemmer_a_1);
this.ket = this.cursor;
if ((among_var === 1)) {
this.slice_from("i");
} else {
if ((among_var === 2)) {
this.slice_from("u");
} else {
if ((among_var === 3)) {
this.slice_from("y");
} else {
if ((among_var === 4)) {
this.slice_from("ë");
} else {
if ((among_var === 5)) {
this.slice_from("ï");
} else {
if ((among_var === 6)) {
this.slice_del();
} else {
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
}
}
}
}
}
continue;
}
this.cursor = v_1;
break;
}
return true;
}
r_RV() {
return (this.I_pV <= this.cursor);
}
r_R1() {
return (this.I_p1 <= this.cursor);
}
r_R2() {
return (this.I_p2 <= this.cursor);
}
r_standard_suffix() {
let among_var, v_1, v_10, v_11, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
this.ket = this.cursor;
among_var = this.find_among_b(FrenchStemmer_a_4);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
} else {
if ((among_var === 2)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (!(this.eq_s_b("ic"))) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.bra = this.cursor;
while (true) {
v_2 = (this.limit - this.cursor);
lab1: {
if (!(this.r_R2())) {
break lab1;
}
this.slice_del();
break;
}
this.cursor = (this.limit - v_2);
this.slice_from("iqU");
break;
}
}
} else {
if ((among_var === 3)) {
if (!(this.r_R2())) {
return false;
}
this.slice_from("log");
} else {
if ((among_var === 4)) {
if (!(this.r_R2())) {
return false;
}
this.slice_from("u");
} else {
if ((among_var === 5)) {
if (!(this.r_R2())) {
return false;
}
this.slice_from("ent");
} else {
if ((among_var === 6)) {
if (!(this.r_RV())) {
return false;
}
this.slice_del();
v_3 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(FrenchStemmer_a_2);
if ((among_var === 0)) {
this.cursor = (this.limit - v_3);
break lab0;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_R2())) {
this.cursor = (this.limit - v_3);
break lab0;
}
this.slice_del();
this.ket = this.cursor;
if (!(this.eq_s_b("at"))) {
this.cursor = (this.limit - v_3);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_3);
break lab0;
}
this.slice_del();
} else {
if ((among_var === 2)) {
while (true) {
v_4 = (this.limit - this.cursor);
lab1: {
if (!(this.r_R2())) {
break lab1;
}
this.slice_del();
break;
}
this.cursor = (this.limit - v_4);
if (!(this.r_R1())) {
this.cursor = (this.limit - v_3);
break lab0;
}
this.slice_from("eux");
break;
}
} else {
if ((among_var === 3)) {
if (!(this.r_R2())) {
this.cursor = (this.limit - v_3);
break lab0;
}
this.slice_del();
} else {
if (!(this.r_RV())) {
this.cursor = (this.limit - v_3);
break lab0;
}
this.slice_from("i");
}
}
}
}
} else {
if ((among_var === 7)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
v_5 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(FrenchStemmer_a_3);
if ((among_var === 0)) {
this.cursor = (this.limit - v_5);
break lab0;
}
this.bra = this.cursor;
if ((among_var === 1)) {
while (true) {
v_6 = (this.limit - this.cursor);
lab1: {
if (!(this.r_R2())) {
break lab1;
}
this.slice_del();
break;
}
this.cursor = (this.limit - v_6);
this.slice_from("abl");
break;
}
} else {
if ((among_var === 2)) {
while (true) {
v_7 = (this.limit - this.cursor);
lab1: {
if (!(this.r_R2())) {
break lab1;
}
this.slice_del();
break;
}
this.cursor = (this.limit - v_7);
this.slice_from("iqU");
break;
}
} else {
if (!(this.r_R2())) {
this.cursor = (this.limit - v_5);
break lab0;
}
this.slice_del();
}
}
}
} else {
if ((among_var === 8)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
v_8 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (!(this.eq_s_b("at"))) {
this.cursor = (this.limit - v_8);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_8);
break lab0;
}
this.slice_del();
this.ket = this.cursor;
if (!(this.eq_s_b("ic"))) {
this.cursor = (this.limit - v_8);
break lab0;
}
this.bra = this.cursor;
while (true) {
v_9 = (this.limit - this.cursor);
lab1: {
if (!(this.r_R2())) {
break lab1;
}
this.slice_del();
break;
}
this.cursor = (this.limit - v_9);
this.slice_from("iqU");
break;
}
}
} else {
if ((among_var === 9)) {
this.slice_from("eau");
} else {
if ((among_var === 10)) {
if (!(this.r_R1())) {
return false;
}
this.slice_from("al");
} else {
if ((among_var === 11)) {
if (!(this.in_grouping_b(FrenchStemmer_g_oux_ending))) {
return false;
}
this.slice_from("ou");
} else {
if ((among_var === 12)) {
while (true) {
v_10 = (this.limit - this.cursor);
lab0: {
if (!(this.r_R2())) {
break lab0;
}
this.slice_del();
break;
}
this.cursor = (this.limit - v_10);
if (!(this.r_R1())) {
return false;
}
this.slice_from("eux");
break;
}
} else {
if ((among_var === 13)) {
if (!(this.r_R1())) {
return false;
}
if (!(this.out_grouping_b(FrenchStemmer_g_v))) {
return false;
}
this.slice_del();
} else {
if ((among_var === 14)) {
if (!(this.r_RV())) {
return false;
}
this.slice_from("ant");
return false;
} else {
if ((among_var === 15)) {
if (!(this.r_RV())) {
return false;
}
this.slice_from("ent");
return false;
} else {
v_11 = (this.limit - this.cursor);
if (!(this.in_grouping_b(FrenchStemmer_g_v))) {
return false;
}
if (!(this.r_RV())) {
return false;
}
this.cursor = (this.limit - v_11);
this.slice_del();
return false;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
return true;
}
r_i_verb_suffix() {
let v_2;
if ((this.cursor < this.I_pV)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_pV;
this.ket = this.cursor;
if ((this.find_among_b(FrenchStemmer_a_5) === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "H"))) {
break lab0;
}
this.cursor -= 1;
this.limit_backward = v_2;
return false;
}
if (!(this.out_grouping_b(FrenchStemmer_g_v))) {
this.limit_backward = v_2;
return false;
}
this.slice_del();
this.limit_backward = v_2;
return true;
}
r_verb_suffix() {
let among_var, v_2, v_3, v_4;
if ((this.cursor < this.I_pV)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_pV;
this.ket = this.cursor;
among_var = this.find_among_b(FrenchStemmer_a_7);
if ((among_var === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if ((among_var === 1)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
} else {
if ((among_var === 2)) {
this.slice_del();
} else {
if ((among_var === 3)) {
v_3 = (this.limit - this.cursor);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "e"))) {
this.cursor = (this.limit - v_3);
break lab0;
}
this.cursor -= 1;
if (!(this.r_RV())) {
this.cursor = (this.limit - v_3);
break lab0;
}
this.bra = this.cursor;
}
this.slice_del();
} else {
v_4 = (this.limit - this.cursor);
lab0: {
among_var = this.find_among_b(FrenchStemmer_a_6);
if ((among_var === 0)) {
break lab0;
}
if ((among_var === 1)) {
if ((this.cursor <= this.limit_backward)) {
break lab0;
}
this.cursor -= 1;
if ((this.cursor > this.limit_backward)) {
break lab0;
}
}
return false;
}
this.cursor = (this.limit - v_4);
this.slice_del();
}
}
}
return true;
}
r_residual_suffix() {
let among_var, v_1, v_2, v_4;
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "s"))) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
v_2 = (this.limit - this.cursor);
while (true) {
lab1: {
if (!(this.eq_s_b("Hi"))) {
break lab1;
}
break;
}
if (!(this.out_grouping_b(FrenchStemmer_g_keep_with_s))) {
this.cursor = (this.limit - v_1);
break lab0;
}
break;
}
this.cursor = (this.limit - v_2);
this.slice_del();
}
if ((this.cursor < this.I_pV)) {
return false;
}
v_4 = this.limit_backward;
this.limit_backward = this.I_pV;
this.ket = this.cursor;
among_var = this.find_among_b(FrenchStemmer_a_8);
if ((among_var === 0)) {
this.limit_backward = v_4;
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_R2())) {
this.limit_backward = v_4;
return false;
}
while (true) {
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "s"))) {
break lab0;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "t"))) {
this.limit_backward = v_4;
return false;
}
this.cursor -= 1;
break;
}
this.slice_del();
} else {
if ((among_var === 2)) {
this.slice_from("i");
} else {
this.slice_del();
}
}
this.limit_backward = v_4;
return true;
}
r_un_double() {
let v_1;
v_1 = (this.limit - this.cursor);
if ((this.find_among_b(FrenchStemmer_a_9) === 0)) {
return false;
}
this.cursor = (this.limit - v_1);
this.ket = this.cursor;
if ((this.cursor <= this.limit_backward)) {
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
return true;
}
r_un_accent() {
let v_1;
v_1 = 1;
while (true) {
lab0: {
if (!(this.out_grouping_b(FrenchStemmer_g_v))) {
break lab0;
}
v_1 -= 1;
continue;
}
break;
}
if ((v_1 > 0)) {
return false;
}
this.ket = this.cursor;
while (true) {
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "é"))) {
break lab0;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "è"))) {
return false;
}
this.cursor -= 1;
break;
}
this.bra = this.cursor;
this.slice_from("e");
return true;
}
stem() {
let v_1, v_10, v_11, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
v_1 = this.cursor;
this.r_elisions();
this.cursor = v_1;
v_2 = this.cursor;
this.r_prelude();
this.cursor = v_2;
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_3 = (this.limit - this.cursor);
lab0: {
while (true) {
v_4 = (this.limit - this.cursor);
lab1: {
v_5 = (this.limit - this.cursor);
while (true) {
v_6 = (this.limit - this.cursor);
lab2: {
if (!(this.r_standard_suffix())) {
break lab2;
}
break;
}
this.cursor = (this.limit - v_6);
lab2: {
if (!(this.r_i_verb_suffix())) {
break lab2;
}
break;
}
this.cursor = (this.limit - v_6);
if (!(this.r_verb_suffix())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_5);
v_7 = (this.limit - this.cursor);
lab2: {
this.ket = this.cursor;
while (true) {
v_8 = (this.limit - this.cursor);
lab3: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "Y"))) {
break lab3;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_from("i");
break;
}
this.cursor = (this.limit - v_8);
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ç"))) {
this.cursor = (this.limit - v_7);
break lab2;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_from("c");
break;
}
}
break;
}
this.cursor = (this.limit - v_4);
if (!(this.r_residual_suffix())) {
break lab0;
}
break;
}
}
this.cursor = (this.limit - v_3);
v_9 = (this.limit - this.cursor);
this.r_un_double();
this.cursor = (this.limit - v_9);
v_10 = (this.limit - this.cursor);
this.r_un_accent();
this.cursor = (this.limit - v_10);
this.cursor = this.limit_backward;
v_11 = this.cursor;
this.r_postlude();
this.cursor = v_11;
return true;
}
}
const GermanStemmer_g_v = new Set("aeiouyäöü");
const GermanStemmer_g_et_ending = new Set("Udfgklmnrstzä");
const GermanStemmer_g_s_ending = new Set("bdfghklmnrt");
const GermanStemmer_g_st_ending = new Set("bdfghklmnt");
const GermanStemmer_a_0 = [["",-1,5],["ae",0,2],["oe",0,3],["qu",0,-1],["ue",0,4],["ß",0,1]];
const GermanStemmer_a_1 = [["",-1,5],["U",0,2],["Y",0,1],["ä",0,3],["ö",0,4],["ü",0,2]];
const GermanStemmer_a_2 = [["e",-1,3],["em",-1,1],["en",-1,3],["erinnen",2,2],["erin",-1,2],["ln",-1,5],["ern",-1,2],["er",-1,2],["s",-1,4],["es",8,3],["lns",8,5]];
const GermanStemmer_a_3 = [["tick",-1,-1],["plan",-1,-1],["geordn",-1,-1],["intern",-1,-1],["tr",-1,-1]];
const GermanStemmer_a_4 = [["en",-1,1],["er",-1,1],["et",-1,3],["st",-1,2],["est",3,1]];
const GermanStemmer_a_5 = [["ig",-1,1],["lich",-1,1]];
const GermanStemmer_a_6 = [["end",-1,1],["ig",-1,2],["ung",-1,1],["lich",-1,3],["isch",-1,2],["ik",-1,2],["heit",-1,3],["keit",-1,4]];
const GermanStemmer_a_7 = [["'",-1,1],["'sch",-1,1],["'s",-1,1]];
class GermanStemmer extends Stemmer {
I_p2 = 0;
I_p1 = 0;
r_prelude() {
let among_var, v_1, v_2, v_3, v_4, v_5;
v_1 = this.cursor;
while (true) {
v_2 = this.cursor;
lab0: {
while (true) {
v_3 = this.cursor;
lab1: {
if (!(this.in_grouping(GermanStemmer_g_v))) {
break lab1;
}
this.bra = this.cursor;
while (true) {
v_4 = this.cursor;
lab2: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "u"))) {
break lab2;
}
this.cursor += 1;
this.ket = this.cursor;
if (!(this.in_grouping(GermanStemmer_g_v))) {
break lab2;
}
this.slice_from("U");
break;
}
this.cursor = v_4;
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "y"))) {
break lab1;
}
this.cursor += 1;
this.ket = this.cursor;
if (!(this.in_grouping(GermanStemmer_g_v))) {
break lab1;
}
this.slice_from("Y");
break;
}
this.cursor = v_3;
break;
}
this.cursor = v_3;
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
continue;
}
this.cursor = v_2;
break;
}
this.cursor = v_1;
while (true) {
v_5 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(GermanStemmer_a_0);
this.ket = this.cursor;
if ((among_var === 1)) {
this.slice_from("ss");
} else {
if ((among_var === 2)) {
this.slice_from("ä");
} else {
if ((among_var === 3)) {
this.slice_from("ö");
} else {
if ((among_var === 4)) {
this.slice_from("ü");
} else {
if ((among_var === 5)) {
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
}
}
}
}
continue;
}
this.cursor = v_5;
break;
}
return true;
}
r_mark_regions() {
let I_x, v_1;
this.I_p1 = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
if (((this.cursor + 3) > this.limit)) {
return false;
}
this.cursor += 3;
I_x = this.cursor;
this.cursor = v_1;
if (!(this.go_out_grouping(GermanStemmer_g_v))) {
return false;
}
this.cursor += 1;
if (!(this.go_in_grouping(GermanStemmer_g_v))) {
return false;
}
this.cursor += 1;
this.I_p1 = this.cursor;
lab0: {
if ((this.I_p1 >= I_x)) {
break lab0;
}
this.I_p1 = I_x;
}
if (!(this.go_out_grouping(GermanStemmer_g_v))) {
return false;
}
this.cursor += 1;
if (!(this.go_in_grouping(GermanStemmer_g_v))) {
return false;
}
this.cursor += 1;
this.I_p2 = this.cursor;
return true;
}
r_postlude() {
let among_var, v_1;
while (true) {
v_1 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(GermanStemmer_a_1);
this.ket = this.cursor;
if ((among_var === 1)) {
this.slice_from("y");
} else {
if ((among_var === 2)) {
this.slice_from("u");
} else {
if ((among_var === 3)) {
this.slice_from("a");
} else {
if ((among_var === 4)) {
this.slice_from("o");
} else {
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
}
}
}
continue;
}
this.cursor = v_1;
break;
}
return true;
}
r_R1() {
return (this.I_p1 <= this.cursor);
}
r_R2() {
return (this.I_p2 <= this.cursor);
}
r_standard_suffix() {
let among_var, v_1, v_10, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(GermanStemmer_a_2);
if ((among_var === 0)) {
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
break lab0;
}
if ((among_var === 1)) {
lab1: {
if (!(this.eq_s_b("syst"))) {
break lab1;
}
break lab0;
}
this.slice_del();
} else {
if ((among_var === 2)) {
this.slice_del();
} else {
if ((among_var === 3)) {
this.slice_del();
v_2 = (this.limit - this.cursor);
lab1: {
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "s"))) {
this.cursor = (this.limit - v_2);
break lab1;
}
this.cursor -= 1;
this.bra = this.cursor;
if (!(this.eq_s_b("nis"))) {
this.cursor = (this.limit - v_2);
break lab1;
}
this.slice_del();
}
} else {
if ((among_var === 4)) {
if (!(this.in_grouping_b(GermanStemmer_g_s_ending))) {
break lab0;
}
this.slice_del();
} else {
this.slice_from("l");
}
}
}
}
}
this.cursor = (this.limit - v_1);
v_3 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(GermanStemmer_a_4);
if ((among_var === 0)) {
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
break lab0;
}
if ((among_var === 1)) {
this.slice_del();
} else {
if ((among_var === 2)) {
if (!(this.in_grouping_b(GermanStemmer_g_st_ending))) {
break lab0;
}
if (((this.cursor - 3) < this.limit_backward)) {
break lab0;
}
this.cursor -= 3;
this.slice_del();
} else {
v_4 = (this.limit - this.cursor);
if (!(this.in_grouping_b(GermanStemmer_g_et_ending))) {
break lab0;
}
this.cursor = (this.limit - v_4);
v_5 = (this.limit - this.cursor);
lab1: {
if ((this.find_among_b(GermanStemmer_a_3) === 0)) {
break lab1;
}
break lab0;
}
this.cursor = (this.limit - v_5);
this.slice_del();
}
}
}
this.cursor = (this.limit - v_3);
v_6 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(GermanStemmer_a_6);
if ((among_var === 0)) {
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
break lab0;
}
if ((among_var === 1)) {
this.slice_del();
v_7 = (this.limit - this.cursor);
lab1: {
this.ket = this.cursor;
if (!(this.eq_s_b("ig"))) {
this.cursor = (this.limit - v_7);
break lab1;
}
this.bra = this.cursor;
lab2: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "e"))) {
break lab2;
}
this.cursor -= 1;
this.cursor = (this.limit - v_7);
break lab1;
}
if (!(this.r_R2())) {
this.cursor = (this.limit - v_7);
break lab1;
}
this.slice_del();
}
} else {
if ((among_var === 2)) {
lab1: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "e"))) {
break lab1;
}
this.cursor -= 1;
break lab0;
}
this.slice_del();
} else {
if ((among_var === 3)) {
this.slice_del();
v_8 = (this.limit - this.cursor);
lab1: {
this.ket = this.cursor;
while (true) {
lab2: {
if (!(this.eq_s_b("er"))) {
break lab2;
}
break;
}
if (!(this.eq_s_b("en"))) {
this.cursor = (this.limit - v_8);
break lab1;
}
break;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
this.cursor = (this.limit - v_8);
break lab1;
}
this.slice_del();
}
} else {
this.slice_del();
v_9 = (this.limit - this.cursor);
lab1: {
this.ket = this.cursor;
if ((this.find_among_b(GermanStemmer_a_5) === 0)) {
this.cursor = (this.limit - v_9);
break lab1;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_9);
break lab1;
}
this.slice_del();
}
}
}
}
}
this.cursor = (this.limit - v_6);
v_10 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if ((this.find_among_b(GermanStemmer_a_7) === 0)) {
break lab0;
}
this.bra = this.cursor;
if ((this.cursor <= this.limit_backward)) {
break lab0;
}
this.cursor -= 1;
if ((this.cursor <= this.limit_backward)) {
break lab0;
}
this.slice_del();
}
this.cursor = (this.limit - v_10);
return true;
}
stem() {
let v_1, v_2, v_3;
v_1 = this.cursor;
this.r_prelude();
this.cursor = v_1;
v_2 = this.cursor;
this.r_mark_regions();
this.cursor = v_2;
this.limit_backward = this.cursor;
this.cursor = this.limit;
this.r_standard_suffix();
this.cursor = this.limit_backward;
v_3 = this.cursor;
this.r_postlude();
this.cursor = v_3;
return true;
}
}
const GreekStemmer_g_v = new Set("αεηιουω");
const GreekStemmer_g_v2 = new Set("αεηιοω");
const GreekStemmer_a_0 = [["",-1,25],["Ά",0,1],["Έ",0,5],["Ή",0,7],["Ί",0,9],["Ό",0,15],["Ύ",0,20],["Ώ",0,24],["ΐ",0,7],["Α",0,1],["Β",0,2],["Γ",0,3],["Δ",0,4],["Ε",0,5],["Ζ",0,6],["Η",0,7],["Θ",0,8],["Ι",0,9],["Κ",0,10],["Λ",0,11],["Μ",0,12],["Ν",0,13],["Ξ",0,14],["Ο",0,15],["Π",0,16],["Ρ",0,17],["Σ",0,18],["Τ",0,19],["Υ",0,20],["Φ",0,21],["Χ",0,22],["Ψ",0,23],["Ω",0,24],["Ϊ",0,9],["Ϋ",0,20],["ά",0,1],["έ",0,5],["ή",0,7],["ί",0,9],["ΰ",0,20],["ς",0,18],["ϊ",0,7],["ϋ",0,20],["ό",0,15],["ύ",0,20],["ώ",0,24]];
const GreekStemmer_a_1 = [["σκαγια",-1,2],["φαγια",-1,1],["ολογια",-1,3],["σογια",-1,4],["τατογια",-1,5],["κρεατα",-1,6],["περατα",-1,7],["τερατα",-1,8],["γεγονοτα",-1,11],["καθεστωτα",-1,10],["φωτα",-1,9],["περατη",-1,7],["σκαγιων",-1,2],["φαγιων",-1,1],["ολογιων",-1,3],["σογιων",-1,4],["τατογιων",-1,5],["κρεατων",-1,6],["περατων",-1,7],["τερατων",-1,8],["γεγονοτων",-1,11],["καθεστωτων",-1,10],["φωτων",-1,9],["κρεασ",-1,6],["περασ",-1,7],["τερασ",-1,8],["γεγονοσ",-1,11],["κρεατοσ",-1,6],["περατοσ",-1,7],["τερατοσ",-1,8],["γεγονοτοσ",-1,11],["καθεστωτοσ",-1,10],["φωτοσ",-1,9],["καθεστωσ",-1,10],["φωσ",-1,9],["σκαγιου",-1,2],["φαγιου",-1,1],["ολογιου",-1,3],["σογιου",-1,4],["τατογιου",-1,5]];
const GreekStemmer_as_1 = ["φα","σκα","ολο","σο","τατο","κρε","περ","τερ","φω","καθεστ","γεγον"];
const GreekStemmer_a_2 = [["πα",-1,1],["ξαναπα",0,1],["επα",0,1],["περιπα",0,1],["αναμπα",0,1],["εμπα",0,1],["β",-1,2],["δανε",-1,1],["βαθυρι",-1,2],["βαρκ",-1,2],["μαρκ",-1,2],["λ",-1,2],["μ",-1,2],["κορν",-1,2],["αθρο",-1,1],["συναθρο",14,1],["π",-1,2],["ιμπ",16,2],["ρ",-1,2],["μαρ",18,2],["αμπαρ",18,2],["γκρ",18,2],["βολβορ",18,2],["γλυκορ",18,2],["πιπερορ",18,2],["πρ",18,2],["μπρ",25,2],["αρρ",18,2],["γλυκυρ",18,2],["πολυρ",18,2],["λου",-1,2]];
const GreekStemmer_as_2 = ["ι","ιζ"];
const GreekStemmer_a_3 = [["ιζα",-1,1],["ιζε",-1,1],["ιζαμε",-1,1],["ιζουμε",-1,1],["ιζανε",-1,1],["ιζουνε",-1,1],["ιζατε",-1,1],["ιζετε",-1,1],["ιζει",-1,1],["ιζαν",-1,1],["ιζουν",-1,1],["ιζεσ",-1,1],["ιζεισ",-1,1],["ιζω",-1,1]];
const GreekStemmer_a_4 = [["βι",-1,1],["λι",-1,1],["αλ",-1,1],["εν",-1,1],["σ",-1,1],["χ",-1,1],["υψ",-1,1],["ζω",-1,1]];
const GreekStemmer_a_5 = [["ωθηκα",-1,1],["ωθηκε",-1,1],["ωθηκαμε",-1,1],["ωθηκανε",-1,1],["ωθηκατε",-1,1],["ωθηκαν",-1,1],["ωθηκεσ",-1,1]];
const GreekStemmer_a_6 = [["ξαναπα",-1,1],["επα",-1,1],["περιπα",-1,1],["αναμπα",-1,1],["εμπα",-1,1],["χαρτοπα",-1,1],["εξαρχα",-1,1],["γε",-1,2],["γκε",-1,2],["κλε",-1,1],["εκλε",9,1],["απεκλε",10,1],["αποκλε",9,1],["εσωκλε",9,1],["δανε",-1,1],["πε",-1,1],["επε",15,1],["μετεπε",16,1],["εσε",-1,1],["γκ",-1,2],["μ",-1,2],["πουκαμ",20,2],["κομ",20,2],["αν",-1,2],["ολο",-1,2],["αθρο",-1,1],["συναθρο",25,1],["π",-1,2],["λαρ",-1,2],["δημοκρατ",-1,2],["αφ",-1,2],["γιγαντοαφ",30,2]];
const GreekStemmer_as_6 = ["ι","ισ"];
const GreekStemmer_a_7 = [["ισα",-1,1],["ισαμε",-1,1],["ισανε",-1,1],["ισε",-1,1],["ισατε",-1,1],["ισαν",-1,1],["ισεσ",-1,1]];
const GreekStemmer_a_8 = [["ξαναπα",-1,1],["επα",-1,1],["περιπα",-1,1],["αναμπα",-1,1],["εμπα",-1,1],["χαρτοπα",-1,1],["εξαρχα",-1,1],["κλε",-1,1],["εκλε",7,1],["απεκλε",8,1],["αποκλε",7,1],["εσωκλε",7,1],["δανε",-1,1],["πε",-1,1],["επε",13,1],["μετεπε",14,1],["εσε",-1,1],["αθρο",-1,1],["συναθρο",17,1]];
const GreekStemmer_a_9 = [["ισουμε",-1,1],["ισουνε",-1,1],["ισετε",-1,1],["ισει",-1,1],["ισουν",-1,1],["ισεισ",-1,1],["ισω",-1,1]];
const GreekStemmer_a_10 = [["ατα",-1,2],["φα",-1,2],["ηφα",1,2],["μεγ",-1,2],["λυγ",-1,2],["ηδ",-1,2],["κλε",-1,1],["εσωκλε",6,1],["πλε",-1,1],["δανε",-1,1],["σε",-1,1],["ασε",10,1],["καθ",-1,2],["εχθ",-1,2],["κακ",-1,2],["μακ",-1,2],["σκ",-1,2],["φιλ",-1,2],["κυλ",-1,2],["μ",-1,2],["γεμ",19,2],["αχν",-1,2],["συναθρο",-1,1],["π",-1,2],["απ",23,2],["εμπ",23,2],["ευπ",23,2],["αρ",-1,2],["αορ",-1,2],["γυρ",-1,2],["χρ",-1,2],["χωρ",-1,2],["κτ",-1,2],["ακτ",32,2],["χτ",-1,2],["αχτ",34,2],["ταχ",-1,2],["σχ",-1,2],["ασχ",37,2],["υψ",-1,2]];
const GreekStemmer_as_10 = ["ι","ιστ"];
const GreekStemmer_a_11 = [["ιστα",-1,1],["ιστε",-1,1],["ιστη",-1,1],["ιστοι",-1,1],["ιστων",-1,1],["ιστο",-1,1],["ιστεσ",-1,1],["ιστησ",-1,1],["ιστοσ",-1,1],["ιστουσ",-1,1],["ιστου",-1,1]];
const GreekStemmer_a_12 = [["εγκλε",-1,1],["αποκλε",-1,1],["δανε",-1,2],["αντιδανε",2,2],["σε",-1,1],["μετασε",4,1],["μικροσε",4,1]];
const GreekStemmer_as_12 = ["ισμ","ι"];
const GreekStemmer_a_13 = [["ατομικ",-1,2],["εθνικ",-1,4],["τοπικ",-1,7],["εκλεκτικ",-1,5],["σκεπτικ",-1,6],["γνωστικ",-1,3],["αγνωστικ",5,1],["αλεξανδριν",-1,8],["θεατριν",-1,10],["βυζαντιν",-1,9]];
const GreekStemmer_as_13 = ["αγνωστ","ατομ","γνωστ","εθν","εκλεκτ","σκεπτ","τοπ","αλεξανδρ","βυζαντ","θεατρ"];
const GreekStemmer_a_14 = [["ισμοι",-1,1],["ισμων",-1,1],["ισμο",-1,1],["ισμοσ",-1,1],["ισμουσ",-1,1],["ισμου",-1,1]];
const GreekStemmer_a_15 = [["σ",-1,1],["χ",-1,1]];
const GreekStemmer_a_16 = [["ουδακια",-1,1],["αρακια",-1,1],["ουδακι",-1,1],["αρακι",-1,1]];
const GreekStemmer_a_17 = [["β",-1,2],["βαμβ",0,1],["σλοβ",0,1],["τσεχοσλοβ",2,1],["καρδ",-1,2],["ζ",-1,2],["τζ",5,1],["κ",-1,1],["καπακ",7,1],["σοκ",7,1],["σκ",7,1],["βαλ",-1,2],["μαλ",-1,1],["γλ",-1,2],["τριπολ",-1,2],["πλ",-1,1],["λουλ",-1,1],["φυλ",-1,1],["καιμ",-1,1],["κλιμ",-1,1],["φαρμ",-1,1],["γιαν",-1,2],["σπαν",-1,1],["ηγουμεν",-1,2],["κον",-1,1],["μακρυν",-1,2],["π",-1,2],["κατραπ",26,1],["ρ",-1,1],["βρ",28,1],["λαβρ",29,1],["αμβρ",29,1],["μερ",28,1],["πατερ",28,2],["ανθρ",28,1],["κορ",28,1],["σ",-1,1],["ναγκασ",36,1],["τοσ",36,2],["μουστ",-1,1],["ρυ",-1,1],["φ",-1,1],["σφ",41,1],["αλισφ",42,1],["νυφ",41,2],["χ",-1,1]];
const GreekStemmer_as_17 = ["ακ","ιτσ"];
const GreekStemmer_a_18 = [["ακια",-1,1],["αρακια",0,1],["ιτσα",-1,1],["ακι",-1,1],["αρακι",3,1],["ιτσων",-1,1],["ιτσασ",-1,1],["ιτσεσ",-1,1]];
const GreekStemmer_a_19 = [["ψαλ",-1,1],["αιφν",-1,1],["ολο",-1,1],["ιρ",-1,1]];
const GreekStemmer_a_20 = [["ε",-1,1],["παιχν",-1,1]];
const GreekStemmer_a_21 = [["ιδια",-1,1],["ιδιων",-1,1],["ιδιο",-1,1]];
const GreekStemmer_a_22 = [["ιβ",-1,1],["δ",-1,1],["φραγκ",-1,1],["λυκ",-1,1],["οβελ",-1,1],["μην",-1,1],["ρ",-1,1]];
const GreekStemmer_a_23 = [["ισκε",-1,1],["ισκο",-1,1],["ισκοσ",-1,1],["ισκου",-1,1]];
const GreekStemmer_a_24 = [["αδων",-1,1],["αδεσ",-1,1]];
const GreekStemmer_a_25 = [["γιαγι",-1,-1],["θει",-1,-1],["οκ",-1,-1],["μαμ",-1,-1],["μαν",-1,-1],["μπαμπ",-1,-1],["πεθερ",-1,-1],["πατερ",-1,-1],["κυρ",-1,-1],["νταντ",-1,-1]];
const GreekStemmer_a_26 = [["εδων",-1,1],["εδεσ",-1,1]];
const GreekStemmer_a_27 = [["μιλ",-1,1],["δαπ",-1,1],["γηπ",-1,1],["ιπ",-1,1],["εμπ",-1,1],["οπ",-1,1],["κρασπ",-1,1],["υπ",-1,1]];
const GreekStemmer_a_28 = [["ουδων",-1,1],["ουδεσ",-1,1]];
const GreekStemmer_a_29 = [["τραγ",-1,1],["φε",-1,1],["καλιακ",-1,1],["αρκ",-1,1],["σκ",-1,1],["πεταλ",-1,1],["βελ",-1,1],["λουλ",-1,1],["φλ",-1,1],["χν",-1,1],["πλεξ",-1,1],["σπ",-1,1],["φρ",-1,1],["σ",-1,1],["λιχ",-1,1]];
const GreekStemmer_a_30 = [["εων",-1,1],["εωσ",-1,1]];
const GreekStemmer_a_31 = [["δ",-1,1],["ιδ",0,1],["θ",-1,1],["γαλ",-1,1],["ελ",-1,1],["ν",-1,1],["π",-1,1],["παρ",-1,1]];
const GreekStemmer_a_32 = [["ια",-1,1],["ιων",-1,1],["ιου",-1,1]];
const GreekStemmer_a_33 = [["ικα",-1,1],["ικων",-1,1],["ικο",-1,1],["ικου",-1,1]];
const GreekStemmer_a_34 = [["αδ",-1,1],["συναδ",0,1],["καταδ",0,1],["αντιδ",-1,1],["ενδ",-1,1],["φυλοδ",-1,1],["υποδ",-1,1],["πρωτοδ",-1,1],["εξωδ",-1,1],["ηθ",-1,1],["ανηθ",9,1],["ξικ",-1,1],["αλ",-1,1],["αμμοχαλ",12,1],["συνομηλ",-1,1],["μπολ",-1,1],["μουλ",-1,1],["τσαμ",-1,1],["βρωμ",-1,1],["αμαν",-1,1],["μπαν",-1,1],["καλλιν",-1,1],["ποστελν",-1,1],["φιλον",-1,1],["καλπ",-1,1],["γερ",-1,1],["χασ",-1,1],["μποσ",-1,1],["πλιατσ",-1,1],["πετσ",-1,1],["πιτσ",-1,1],["φυσ",-1,1],["μπαγιατ",-1,1],["νιτ",-1,1],["πικαντ",-1,1],["σερτ",-1,1]];
const GreekStemmer_a_35 = [["αγαμε",-1,1],["ηκαμε",-1,1],["ηθηκαμε",1,1],["ησαμε",-1,1],["ουσαμε",-1,1]];
const GreekStemmer_a_36 = [["βουβ",-1,1],["ξεθ",-1,1],["πεθ",-1,1],["αποθ",-1,1],["αποκ",-1,1],["ουλ",-1,1],["αναπ",-1,1],["πικρ",-1,1],["ποτ",-1,1],["αποστ",-1,1],["χ",-1,1],["σιχ",10,1]];
const GreekStemmer_a_37 = [["τρ",-1,1],["τσ",-1,1]];
const GreekStemmer_a_38 = [["αγανε",-1,1],["ηκανε",-1,1],["ηθηκανε",1,1],["ησανε",-1,1],["ουσανε",-1,1],["οντανε",-1,1],["ιοντανε",5,1],["ουντανε",-1,1],["ιουντανε",7,1],["οτανε",-1,1],["ιοτανε",9,1]];
const GreekStemmer_a_39 = [["ταβ",-1,1],["νταβ",0,1],["ψηλοταβ",0,1],["λιβ",-1,1],["κλιβ",3,1],["ξηροκλιβ",4,1],["γ",-1,1],["αγ",6,1],["τραγ",7,1],["τσαγ",7,1],["αθιγγ",6,1],["τσιγγ",6,1],["ατσιγγ",11,1],["στεγ",6,1],["απηγ",6,1],["σιγ",6,1],["ανοργ",6,1],["ενοργ",6,1],["καλπουζ",-1,1],["θ",-1,1],["μωαμεθ",19,1],["πιθ",19,1],["απιθ",21,1],["δεκ",-1,1],["πελεκ",-1,1],["ικ",-1,1],["ανικ",25,1],["βουλκ",-1,1],["βασκ",-1,1],["βραχυκ",-1,1],["γαλ",-1,1],["καταγαλ",30,1],["ολογαλ",30,1],["βαθυγαλ",30,1],["μελ",-1,1],["καστελ",-1,1],["πορτολ",-1,1],["πλ",-1,1],["διπλ",37,1],["λαοπλ",37,1],["ψυχοπλ",37,1],["ουλ",-1,1],["μ",-1,1],["ολιγοδαμ",42,1],["μουσουλμ",42,1],["δραδουμ",42,1],["βραχμ",42,1],["ν",-1,1],["αμερικαν",47,1],["π",-1,1],["αδαπ",49,1],["χαμηλοδαπ",49,1],["πολυδαπ",49,1],["κοπ",49,1],["υποκοπ",53,1],["τσοπ",49,1],["σπ",49,1],["ερ",-1,1],["γερ",57,1],["βετερ",57,1],["λουθηρ",-1,1],["κορμορ",-1,1],["περιτρ",-1,1],["ουρ",-1,1],["σ",-1,1],["βασ",64,1],["πολισ",64,1],["σαρακατσ",64,1],["θυσ",64,1],["διατ",-1,1],["πλατ",-1,1],["τσαρλατ",-1,1],["τετ",-1,1],["πουριτ",-1,1],["σουλτ",-1,1],["μαιντ",-1,1],["ζωντ",-1,1],["καστ",-1,1],["φ",-1,1],["διαφ",78,1],["στεφ",78,1],["φωτοστεφ",80,1],["περηφ",78,1],["υπερηφ",82,1],["κοιλαρφ",78,1],["πενταρφ",78,1],["ορφ",78,1],["χ",-1,1],["αμηχ",87,1],["βιομηχ",87,1],["μεγλοβιομηχ",89,1],["καπνοβιομηχ",89,1],["μικροβιομηχ",89,1],["πολυμηχ",87,1],["λιχ",87,1]];
const GreekStemmer_a_40 = [["ενδ",-1,1],["συνδ",-1,1],["οδ",-1,1],["διαθ",-1,1],["καθ",-1,1],["ραθ",-1,1],["ταθ",-1,1],["τιθ",-1,1],["εκθ",-1,1],["ενθ",-1,1],["συνθ",-1,1],["ροθ",-1,1],["υπερθ",-1,1],["σθ",-1,1],["ευθ",-1,1],["αρκ",-1,1],["ωφελ",-1,1],["βολ",-1,1],["αιν",-1,1],["πον",-1,1],["ρον",-1,1],["συν",-1,1],["βαρ",-1,1],["βρ",-1,1],["αιρ",-1,1],["φορ",-1,1],["ευρ",-1,1],["πυρ",-1,1],["χωρ",-1,1],["νετ",-1,1],["σχ",-1,1]];
const GreekStemmer_a_41 = [["παγ",-1,1],["δ",-1,1],["αδ",1,1],["θ",-1,1],["αθ",3,1],["τοκ",-1,1],["σκ",-1,1],["παρακαλ",-1,1],["σκελ",-1,1],["απλ",-1,1],["εμ",-1,1],["αν",-1,1],["βεν",-1,1],["βαρον",-1,1],["κοπ",-1,1],["σερπ",-1,1],["αβαρ",-1,1],["εναρ",-1,1],["αβρ",-1,1],["μπορ",-1,1],["θαρρ",-1,1],["ντρ",-1,1],["υ",-1,1],["νιφ",-1,1],["συρφ",-1,1]];
const GreekStemmer_a_42 = [["οντασ",-1,1],["ωντασ",-1,1]];
const GreekStemmer_a_43 = [["ομαστε",-1,1],["ιομαστε",0,1]];
const GreekStemmer_a_44 = [["π",-1,1],["απ",0,1],["ακαταπ",1,1],["συμπ",0,1],["ασυμπ",3,1],["αμεταμφ",-1,1]];
const GreekStemmer_a_45 = [["ζ",-1,1],["αλ",-1,1],["παρακαλ",1,1],["εκτελ",-1,1],["μ",-1,1],["ξ",-1,1],["προ",-1,1],["αρ",-1,1],["νισ",-1,1]];
const GreekStemmer_a_46 = [["ηθηκα",-1,1],["ηθηκε",-1,1],["ηθηκεσ",-1,1]];
const GreekStemmer_a_47 = [["πιθ",-1,1],["οθ",-1,1],["ναρθ",-1,1],["σκουλ",-1,1],["σκωλ",-1,1],["σφ",-1,1]];
const GreekStemmer_a_48 = [["θ",-1,1],["διαθ",0,1],["παρακαταθ",0,1],["συνθ",0,1],["προσθ",0,1]];
const GreekStemmer_a_49 = [["ηκα",-1,1],["ηκε",-1,1],["ηκεσ",-1,1]];
const GreekStemmer_a_50 = [["φαγ",-1,1],["ληγ",-1,1],["φρυδ",-1,1],["μαντιλ",-1,1],["μαλλ",-1,1],["ομ",-1,1],["βλεπ",-1,1],["ποδαρ",-1,1],["κυματ",-1,1],["πρωτ",-1,1],["λαχ",-1,1],["πανταχ",-1,1]];
const GreekStemmer_a_51 = [["τσα",-1,1],["χαδ",-1,1],["μεδ",-1,1],["λαμπιδ",-1,1],["δε",-1,1],["πλε",-1,1],["μεσαζ",-1,1],["δεσποζ",-1,1],["αιθ",-1,1],["φαρμακ",-1,1],["αγκ",-1,1],["ανηκ",-1,1],["λ",-1,1],["μ",-1,1],["αμ",13,1],["βρομ",13,1],["υποτειν",-1,1],["εκλιπ",-1,1],["ρ",-1,1],["ενδιαφερ",18,1],["αναρρ",18,1],["πατ",-1,1],["καθαρευ",-1,1],["δευτερευ",-1,1],["λεχ",-1,1]];
const GreekStemmer_a_52 = [["ουσα",-1,1],["ουσε",-1,1],["ουσεσ",-1,1]];
const GreekStemmer_a_53 = [["πελ",-1,1],["λλ",-1,1],["σμην",-1,1],["ρπ",-1,1],["πρ",-1,1],["φρ",-1,1],["χορτ",-1,1],["οφ",-1,1],["ψοφ",7,-1],["σφ",-1,1],["λοχ",-1,1],["ναυλοχ",10,-1]];
const GreekStemmer_a_54 = [["αμαλλι",-1,1],["λ",-1,1],["αμαλ",1,1],["μ",-1,1],["ουλαμ",3,1],["εν",-1,1],["δερβεν",5,1],["π",-1,1],["αειπ",7,1],["αρτιπ",7,1],["συμπ",7,1],["νεοπ",7,1],["κροκαλοπ",7,1],["ολοπ",7,1],["προσωποπ",7,1],["σιδηροπ",7,1],["δροσοπ",7,1],["ασπ",7,1],["ανυπ",7,1],["ρ",-1,1],["ασπαρ",19,1],["χαρ",19,1],["αχαρ",21,1],["απερ",19,1],["τρ",19,1],["ουρ",19,1],["τ",-1,1],["διατ",26,1],["επιτ",26,1],["συντ",26,1],["ομοτ",26,1],["νομοτ",30,1],["αποτ",26,1],["υποτ",26,1],["αβαστ",26,1],["αιμοστ",26,1],["προστ",26,1],["ανυστ",26,1],["ναυ",-1,1],["αφ",-1,1],["ξεφ",-1,1],["αδηφ",-1,1],["παμφ",-1,1],["πολυφ",-1,1]];
const GreekStemmer_a_55 = [["αγα",-1,1],["αγε",-1,1],["αγεσ",-1,1]];
const GreekStemmer_a_56 = [["ησα",-1,1],["ησε",-1,1],["ησου",-1,1]];
const GreekStemmer_a_57 = [["ν",-1,1],["δωδεκαν",0,1],["επταν",0,1],["μεγαλον",0,1],["ερημον",0,1],["χερσον",0,1]];
const GreekStemmer_a_58 = [["σβ",-1,1],["ασβ",0,1],["απλ",-1,1],["αειμν",-1,1],["χρ",-1,1],["αχρ",4,1],["κοινοχρ",4,1],["δυσχρ",4,1],["ευχρ",4,1],["παλιμψ",-1,1]];
const GreekStemmer_a_59 = [["ουνε",-1,1],["ηθουνε",0,1],["ησουνε",0,1]];
const GreekStemmer_a_60 = [["σπι",-1,1],["ν",-1,1],["εξων",1,1],["ρ",-1,1],["στραβομουτσ",-1,1],["κακομουτσ",-1,1]];
const GreekStemmer_a_61 = [["ουμε",-1,1],["ηθουμε",0,1],["ησουμε",0,1]];
const GreekStemmer_a_62 = [["αζ",-1,1],["ωριοπλ",-1,1],["ασουσ",-1,1],["παρασουσ",2,1],["αλλοσουσ",-1,1],["φ",-1,1],["χ",-1,1]];
const GreekStemmer_a_63 = [["ματα",-1,1],["ματων",-1,1],["ματοσ",-1,1]];
const GreekStemmer_a_64 = [["α",-1,1],["ιουμα",0,1],["ομουνα",0,1],["ιομουνα",2,1],["οσουνα",0,1],["ιοσουνα",4,1],["ε",-1,1],["αγατε",6,1],["ηκατε",6,1],["ηθηκατε",8,1],["ησατε",6,1],["ουσατε",6,1],["ειτε",6,1],["ηθειτε",12,1],["ιεμαστε",6,1],["ουμαστε",6,1],["ιουμαστε",15,1],["ιεσαστε",6,1],["οσαστε",6,1],["ιοσαστε",18,1],["η",-1,1],["ι",-1,1],["αμαι",21,1],["ιεμαι",21,1],["ομαι",21,1],["ουμαι",21,1],["ασαι",21,1],["εσαι",21,1],["ιεσαι",27,1],["αται",21,1],["εται",21,1],["ιεται",30,1],["ονται",21,1],["ουνται",21,1],["ιουνται",33,1],["ει",21,1],["αει",35,1],["ηθει",35,1],["ησει",35,1],["οι",21,1],["αν",-1,1],["αγαν",40,1],["ηκαν",40,1],["ηθηκαν",42,1],["ησαν",40,1],["ουσαν",40,1],["οντουσαν",45,1],["ιοντουσαν",46,1],["ονταν",40,1],["ιονταν",48,1],["ουνταν",40,1],["ιουνταν",50,1],["οταν",40,1],["ιοταν",52,1],["ομασταν",40,1],["ιομασταν",54,1],["οσασταν",40,1],["ιοσασταν",56,1],["ουν",-1,1],["ηθουν",58,1],["ομουν",58,1],["ιομουν",60,1],["ησουν",58,1],["οσουν",58,1],["ιοσουν",63,1],["ων",-1,1],["ηδων",65,1],["ο",-1,1],["ασ",-1,1],["εσ",-1,1],["ηδεσ",69,1],["ησεσ",69,1],["ησ",-1,1],["εισ",-1,1],["ηθεισ",73,1],["οσ",-1,1],["υσ",-1,1],["ουσ",76,1],["υ",-1,1],["ου",78,1],["ω",-1,1],["αω",80,1],["ηθω",80,1],["ησω",80,1]];
const GreekStemmer_a_65 = [["οτερ",-1,1],["εστερ",-1,1],["υτερ",-1,1],["ωτερ",-1,1],["οτατ",-1,1],["εστατ",-1,1],["υτατ",-1,1],["ωτατ",-1,1]];
class GreekStemmer extends Stemmer {
B_test1 = false;
r_tolower() {
let among_var, v_1;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(GreekStemmer_a_0);
this.bra = this.cursor;
if ((among_var === 1)) {
this.slice_from("α");
} else {
if ((among_var === 2)) {
this.slice_from("β");
} else {
if ((among_var === 3)) {
this.slice_from("γ");
} else {
if ((among_var === 4)) {
this.slice_from("δ");
} else {
if ((among_var === 5)) {
this.slice_from("ε");
} else {
if ((among_var === 6)) {
this.slice_from("ζ");
} else {
if ((among_var === 7)) {
this.slice_from("η");
} else {
if ((among_var === 8)) {
this.slice_from("θ");
} else {
if ((among_var === 9)) {
this.slice_from("ι");
} else {
if ((among_var === 10)) {
this.slice_from("κ");
} else {
if ((among_var === 11)) {
this.slice_from("λ");
} else {
if ((among_var === 12)) {
this.slice_from("μ");
} else {
if ((among_var === 13)) {
this.slice_from("ν");
} else {
if ((among_var === 14)) {
this.slice_from("ξ");
} else {
if ((among_var === 15)) {
this.slice_from("ο");
} else {
if ((among_var === 16)) {
this.slice_from("π");
} else {
if ((among_var === 17)) {
this.slice_from("ρ");
} else {
if ((among_var === 18)) {
this.slice_from("σ");
} else {
if ((among_var === 19)) {
this.slice_from("τ");
} else {
if ((among_var === 20)) {
this.slice_from("υ");
} else {
if ((among_var === 21)) {
this.slice_from("φ");
} else {
if ((among_var === 22)) {
this.slice_from("χ");
} else {
if ((among_var === 23)) {
this.slice_from("ψ");
} else {
if ((among_var === 24)) {
this.slice_from("ω");
} else {
if ((this.cursor <= this.limit_backward)) {
break lab0;
}
this.cursor -= 1;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
continue;
}
this.cursor = (this.limit - v_1);
break;
}
return true;
}
r_step_1() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(GreekStemmer_a_1);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_from(GreekStemmer_as_1[(among_var - 1)]);
this.B_test1 = false;
return true;
}
r_step_s1() {
let among_var;
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_3) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
among_var = this.find_among_b(GreekStemmer_a_2);
if ((among_var === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from(GreekStemmer_as_2[(among_var - 1)]);
return true;
}
r_step_s2() {
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_5) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_4) === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from("ων");
return true;
}
r_step_s3() {
let among_var, v_1;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (!(this.eq_s_b("ισα"))) {
break lab0;
}
this.bra = this.cursor;
if ((this.cursor > this.limit_backward)) {
break lab0;
}
this.slice_from("ισ");
break;
}
this.cursor = (this.limit - v_1);
this.ket = this.cursor;
break;
}
if ((this.find_among_b(GreekStemmer_a_7) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
among_var = this.find_among_b(GreekStemmer_a_6);
if ((among_var === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from(GreekStemmer_as_6[(among_var - 1)]);
return true;
}
r_step_s4() {
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_9) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_8) === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from("ι");
return true;
}
r_step_s5() {
let among_var;
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_11) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
among_var = this.find_among_b(GreekStemmer_a_10);
if ((among_var === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from(GreekStemmer_as_10[(among_var - 1)]);
return true;
}
r_step_s6() {
let among_var, v_1;
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_14) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
among_var = this.find_among_b(GreekStemmer_a_12);
if ((among_var === 0)) {
break lab0;
}
if ((this.cursor > this.limit_backward)) {
break lab0;
}
this.slice_from(GreekStemmer_as_12[(among_var - 1)]);
break;
}
this.cursor = (this.limit - v_1);
this.ket = this.cursor;
among_var = this.find_among_b(GreekStemmer_a_13);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_from(GreekStemmer_as_13[(among_var - 1)]);
break;
}
return true;
}
r_step_s7() {
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_16) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_15) === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from("αρακ");
return true;
}
r_step_s8() {
let among_var, v_1;
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_18) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
among_var = this.find_among_b(GreekStemmer_a_17);
if ((among_var === 0)) {
break lab0;
}
if ((this.cursor > this.limit_backward)) {
break lab0;
}
this.slice_from(GreekStemmer_as_17[(among_var - 1)]);
break;
}
this.cursor = (this.limit - v_1);
this.ket = this.cursor;
this.bra = this.cursor;
if (!(this.eq_s_b("κορ"))) {
return false;
}
this.slice_from("ιτσ");
break;
}
return true;
}
r_step_s9() {
let v_1;
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_21) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_19) === 0)) {
break lab0;
}
if ((this.cursor > this.limit_backward)) {
break lab0;
}
this.slice_from("ιδ");
break;
}
this.cursor = (this.limit - v_1);
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_20) === 0)) {
return false;
}
this.slice_from("ιδ");
break;
}
return true;
}
r_step_s10() {
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_23) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_22) === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from("ισκ");
return true;
}
r_step_2a() {
let c, v_1;
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_24) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
v_1 = (this.limit - this.cursor);
lab0: {
if ((this.find_among_b(GreekStemmer_a_25) === 0)) {
break lab0;
}
return false;
}
this.cursor = (this.limit - v_1);
c = this.cursor;
this.insert(this.cursor, this.cursor, "αδ");
this.cursor = c;
return true;
}
r_step_2b() {
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_26) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_27) === 0)) {
return false;
}
this.slice_from("εδ");
return true;
}
r_step_2c() {
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_28) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_29) === 0)) {
return false;
}
this.slice_from("ουδ");
return true;
}
r_step_2d() {
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_30) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_31) === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from("ε");
return true;
}
r_step_3() {
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_32) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if (!(this.in_grouping_b(GreekStemmer_g_v))) {
return false;
}
this.slice_from("ι");
return true;
}
r_step_4() {
let v_1;
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_33) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
if (!(this.in_grouping_b(GreekStemmer_g_v))) {
break lab0;
}
this.slice_from("ικ");
break;
}
this.cursor = (this.limit - v_1);
this.ket = this.cursor;
break;
}
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_34) === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from("ικ");
return true;
}
r_step_5a() {
let v_1, v_2;
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (!(this.eq_s_b("αγαμε"))) {
break lab0;
}
this.bra = this.cursor;
if ((this.cursor > this.limit_backward)) {
break lab0;
}
this.slice_from("αγαμ");
}
this.cursor = (this.limit - v_1);
v_2 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_35) === 0)) {
break lab0;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
}
this.cursor = (this.limit - v_2);
this.ket = this.cursor;
if (!(this.eq_s_b("αμε"))) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_36) === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from("αμ");
return true;
}
r_step_5b() {
let v_1, v_2;
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_38) === 0)) {
break lab0;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_37) === 0)) {
break lab0;
}
if ((this.cursor > this.limit_backward)) {
break lab0;
}
this.slice_from("αγαν");
}
this.cursor = (this.limit - v_1);
this.ket = this.cursor;
if (!(this.eq_s_b("ανε"))) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_2 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
if (!(this.in_grouping_b(GreekStemmer_g_v2))) {
break lab0;
}
this.slice_from("αν");
break;
}
this.cursor = (this.limit - v_2);
this.ket = this.cursor;
break;
}
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_39) === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from("αν");
return true;
}
r_step_5c() {
let v_1, v_2;
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (!(this.eq_s_b("ησετε"))) {
break lab0;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
}
this.cursor = (this.limit - v_1);
this.ket = this.cursor;
if (!(this.eq_s_b("ετε"))) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_2 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
if (!(this.in_grouping_b(GreekStemmer_g_v2))) {
break lab0;
}
this.slice_from("ετ");
break;
}
this.cursor = (this.limit - v_2);
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_40) === 0)) {
break lab0;
}
this.slice_from("ετ");
break;
}
this.cursor = (this.limit - v_2);
this.ket = this.cursor;
break;
}
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_41) === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from("ετ");
return true;
}
r_step_5d() {
let v_1;
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_42) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
if (!(this.eq_s_b("αρχ"))) {
break lab0;
}
if ((this.cursor > this.limit_backward)) {
break lab0;
}
this.slice_from("οντ");
break;
}
this.cursor = (this.limit - v_1);
this.ket = this.cursor;
this.bra = this.cursor;
if (!(this.eq_s_b("κρε"))) {
return false;
}
this.slice_from("ωντ");
break;
}
return true;
}
r_step_5e() {
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_43) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if (!(this.eq_s_b("ον"))) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from("ομαστ");
return true;
}
r_step_5f() {
let v_1;
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (!(this.eq_s_b("ιεστε"))) {
break lab0;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_44) === 0)) {
break lab0;
}
if ((this.cursor > this.limit_backward)) {
break lab0;
}
this.slice_from("ιεστ");
}
this.cursor = (this.limit - v_1);
this.ket = this.cursor;
if (!(this.eq_s_b("εστε"))) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_45) === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from("ιεστ");
return true;
}
r_step_5g() {
let v_1, v_2;
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_46) === 0)) {
break lab0;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
}
this.cursor = (this.limit - v_1);
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_49) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_2 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_47) === 0)) {
break lab0;
}
this.slice_from("ηκ");
break;
}
this.cursor = (this.limit - v_2);
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_48) === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from("ηκ");
break;
}
return true;
}
r_step_5h() {
let v_1;
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_52) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_50) === 0)) {
break lab0;
}
this.slice_from("ουσ");
break;
}
this.cursor = (this.limit - v_1);
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_51) === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from("ουσ");
break;
}
return true;
}
r_step_5i() {
let among_var, v_1, v_2;
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_55) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
if (!(this.eq_s_b("κολλ"))) {
break lab0;
}
this.slice_from("αγ");
break;
}
this.cursor = (this.limit - v_1);
while (true) {
v_2 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
among_var = this.find_among_b(GreekStemmer_a_53);
if ((among_var === 0)) {
break lab0;
}
if ((among_var === 1)) {
this.slice_from("αγ");
}
break;
}
this.cursor = (this.limit - v_2);
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_54) === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from("αγ");
break;
}
break;
}
return true;
}
r_step_5j() {
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_56) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_57) === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from("ησ");
return true;
}
r_step_5k() {
this.ket = this.cursor;
if (!(this.eq_s_b("ηστε"))) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_58) === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from("ηστ");
return true;
}
r_step_5l() {
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_59) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_60) === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from("ουν");
return true;
}
r_step_5m() {
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_61) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if ((this.find_among_b(GreekStemmer_a_62) === 0)) {
return false;
}
if ((this.cursor > this.limit_backward)) {
return false;
}
this.slice_from("ουμ");
return true;
}
r_step_6() {
let v_1;
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_63) === 0)) {
break lab0;
}
this.bra = this.cursor;
this.slice_from("μα");
}
this.cursor = (this.limit - v_1);
if (!(this.B_test1)) {
return false;
}
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_64) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
return true;
}
r_step_7() {
this.ket = this.cursor;
if ((this.find_among_b(GreekStemmer_a_65) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
return true;
}
stem() {
let v_1, v_10, v_11, v_12, v_13, v_14, v_15, v_16, v_17, v_18, v_19, v_2, v_20, v_21, v_22, v_23, v_24, v_25, v_26, v_27, v_28, v_29, v_3, v_30, v_31, v_32, v_33, v_4, v_5, v_6, v_7, v_8, v_9;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = (this.limit - this.cursor);
this.r_tolower();
this.cursor = (this.limit - v_1);
if ((this.current.length < 3)) {
return false;
}
this.B_test1 = true;
v_2 = (this.limit - this.cursor);
this.r_step_1();
this.cursor = (this.limit - v_2);
v_3 = (this.limit - this.cursor);
this.r_step_s1();
this.cursor = (this.limit - v_3);
v_4 = (this.limit - this.cursor);
this.r_step_s2();
this.cursor = (this.limit - v_4);
v_5 = (this.limit - this.cursor);
this.r_step_s3();
this.cursor = (this.limit - v_5);
v_6 = (this.limit - this.cursor);
this.r_step_s4();
this.cursor = (this.limit - v_6);
v_7 = (this.limit - this.cursor);
this.r_step_s5();
this.cursor = (this.limit - v_7);
v_8 = (this.limit - this.cursor);
this.r_step_s6();
this.cursor = (this.limit - v_8);
v_9 = (this.limit - this.cursor);
this.r_step_s7();
this.cursor = (this.limit - v_9);
v_10 = (this.limit - this.cursor);
this.r_step_s8();
this.cursor = (this.limit - v_10);
v_11 = (this.limit - this.cursor);
this.r_step_s9();
this.cursor = (this.limit - v_11);
v_12 = (this.limit - this.cursor);
this.r_step_s10();
this.cursor = (this.limit - v_12);
v_13 = (this.limit - this.cursor);
this.r_step_2a();
this.cursor = (this.limit - v_13);
v_14 = (this.limit - this.cursor);
this.r_step_2b();
this.cursor = (this.limit - v_14);
v_15 = (this.limit - this.cursor);
this.r_step_2c();
this.cursor = (this.limit - v_15);
v_16 = (this.limit - this.cursor);
this.r_step_2d();
this.cursor = (this.limit - v_16);
v_17 = (this.limit - this.cursor);
this.r_step_3();
this.cursor = (this.limit - v_17);
v_18 = (this.limit - this.cursor);
this.r_step_4();
this.cursor = (this.limit - v_18);
v_19 = (this.limit - this.cursor);
this.r_step_5a();
this.cursor = (this.limit - v_19);
v_20 = (this.limit - this.cursor);
this.r_step_5b();
this.cursor = (this.limit - v_20);
v_21 = (this.limit - this.cursor);
this.r_step_5c();
this.cursor = (this.limit - v_21);
v_22 = (this.limit - this.cursor);
this.r_step_5d();
this.cursor = (this.limit - v_22);
v_23 = (this.limit - this.cursor);
this.r_step_5e();
this.cursor = (this.limit - v_23);
v_24 = (this.limit - this.cursor);
this.r_step_5f();
this.cursor = (this.limit - v_24);
v_25 = (this.limit - this.cursor);
this.r_step_5g();
this.cursor = (this.limit - v_25);
v_26 = (this.limit - this.cursor);
this.r_step_5h();
this.cursor = (this.limit - v_26);
v_27 = (this.limit - this.cursor);
this.r_step_5j();
this.cursor = (this.limit - v_27);
v_28 = (this.limit - this.cursor);
this.r_step_5i();
this.cursor = (this.limit - v_28);
v_29 = (this.limit - this.cursor);
this.r_step_5k();
this.cursor = (this.limit - v_29);
v_30 = (this.limit - this.cursor);
this.r_step_5l();
this.cursor = (this.limit - v_30);
v_31 = (this.limit - this.cursor);
this.r_step_5m();
this.cursor = (this.limit - v_31);
v_32 = (this.limit - this.cursor);
this.r_step_6();
this.cursor = (this.limit - v_32);
v_33 = (this.limit - this.cursor);
this.r_step_7();
this.cursor = (this.limit - v_33);
this.cursor = this.limit_backward;
return true;
}
}
const HindiStemmer_g_consonant = new Set("कखगघङचछजझञटठडढणतथदधनऩपफबभमयरऱलळऴवशषसह़क़ख़ग़ज़ड़ढ़फ़य़");
const HindiStemmer_a_0 = [["आँ",-1,-1],["ाँ",-1,-1],["इयाँ",1,-1],["आइयाँ",2,-1],["ाइयाँ",2,-1],["ियाँ",1,-1],["आं",-1,-1],["उआं",6,-1],["ुआं",6,-1],["ईं",-1,-1],["आईं",9,-1],["ाईं",9,-1],["एं",-1,-1],["आएं",12,-1],["उएं",12,-1],["ाएं",12,-1],["ताएं",15,-1,(z) => z.r_CONSONANT()],["अताएं",16,-1],["नाएं",15,-1,(z) => z.r_CONSONANT()],["अनाएं",18,-1],["ुएं",12,-1],["ओं",-1,-1],["आओं",21,-1],["उओं",21,-1],["ाओं",21,-1],["ताओं",24,-1,(z) => z.r_CONSONANT()],["अताओं",25,-1],["नाओं",24,-1,(z) => z.r_CONSONANT()],["अनाओं",27,-1],["ुओं",21,-1],["ां",-1,-1],["इयां",30,-1],["आइयां",31,-1],["ाइयां",31,-1],["ियां",30,-1],["ीं",-1,-1],["तीं",35,-1,(z) => z.r_CONSONANT()],["अतीं",36,-1],["आतीं",36,-1],["ातीं",36,-1],["ें",-1,-1],["ों",-1,-1],["इयों",41,-1],["आइयों",42,-1],["ाइयों",42,-1],["ियों",41,-1],["अ",-1,-1],["आ",-1,-1],["इ",-1,-1],["ई",-1,-1],["आई",49,-1],["ाई",49,-1],["उ",-1,-1],["ऊ",-1,-1],["ए",-1,-1],["आए",54,-1],["इए",54,-1],["आइए",56,-1],["ाइए",56,-1],["ाए",54,-1],["िए",54,-1],["ओ",-1,-1],["आओ",61,-1],["ाओ",61,-1],["कर",-1,-1,(z) => z.r_CONSONANT()],["अकर",64,-1],["आकर",64,-1],["ाकर",64,-1],["ा",-1,-1],["ऊंगा",68,-1],["आऊंगा",69,-1],["ाऊंगा",69,-1],["ूंगा",68,-1],["एगा",68,-1],["आएगा",73,-1],["ाएगा",73,-1],["ेगा",68,-1],["ता",68,-1,(z) => z.r_CONSONANT()],["अता",77,-1],["आता",77,-1],["ाता",77,-1],["ना",68,-1,(z) => z.r_CONSONANT()],["अना",81,-1],["आना",81,-1],["ाना",81,-1],["आया",68,-1],["ाया",68,-1],["ि",-1,-1],["ी",-1,-1],["ऊंगी",88,-1],["आऊंगी",89,-1],["ाऊंगी",89,-1],["एंगी",88,-1],["आएंगी",92,-1],["ाएंगी",92,-1],["ूंगी",88,-1],["ेंगी",88,-1],["एगी",88,-1],["आएगी",97,-1],["ाएगी",97,-1],["ओगी",88,-1],["आओगी",100,-1],["ाओगी",100,-1],["ेगी",88,-1],["ोगी",88,-1],["ती",88,-1,(z) => z.r_CONSONANT()],["अती",105,-1],["आती",105,-1],["ाती",105,-1],["नी",88,-1,(z) => z.r_CONSONANT()],["अनी",109,-1],["ु",-1,-1],["ू",-1,-1],["े",-1,-1],["एंगे",113,-1],["आएंगे",114,-1],["ाएंगे",114,-1],["ेंगे",113,-1],["ओगे",113,-1],["आओगे",118,-1],["ाओगे",118,-1],["ोगे",113,-1],["ते",113,-1,(z) => z.r_CONSONANT()],["अते",122,-1],["आते",122,-1],["ाते",122,-1],["ने",113,-1,(z) => z.r_CONSONANT()],["अने",126,-1],["आने",126,-1],["ाने",126,-1],["ो",-1,-1],["्",-1,-1]];
class HindiStemmer extends Stemmer {
r_CONSONANT() {
return this.in_grouping_b(HindiStemmer_g_consonant);
}
stem() {
if ((this.cursor >= this.limit)) {
return false;
}
this.cursor += 1;
this.limit_backward = this.cursor;
this.cursor = this.limit;
this.ket = this.cursor;
if ((this.find_among_b(HindiStemmer_a_0) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.cursor = this.limit_backward;
return true;
}
}
const HungarianStemmer_g_v = new Set("aeiouáéíóöúüőű");
const HungarianStemmer_a_0 = [["á",-1,1],["é",-1,2]];
const HungarianStemmer_as_0 = ["a","e"];
const HungarianStemmer_a_1 = [["bb",-1,-1],["cc",-1,-1],["dd",-1,-1],["ff",-1,-1],["gg",-1,-1],["jj",-1,-1],["kk",-1,-1],["ll",-1,-1],["mm",-1,-1],["nn",-1,-1],["pp",-1,-1],["rr",-1,-1],["ccs",-1,-1],["ss",-1,-1],["zzs",-1,-1],["tt",-1,-1],["vv",-1,-1],["ggy",-1,-1],["lly",-1,-1],["nny",-1,-1],["tty",-1,-1],["ssz",-1,-1],["zz",-1,-1]];
const HungarianStemmer_a_2 = [["al",-1,1],["el",-1,1]];
const HungarianStemmer_a_3 = [["ba",-1,-1],["ra",-1,-1],["be",-1,-1],["re",-1,-1],["ig",-1,-1],["nak",-1,-1],["nek",-1,-1],["val",-1,-1],["vel",-1,-1],["ul",-1,-1],["nál",-1,-1],["nél",-1,-1],["ból",-1,-1],["ról",-1,-1],["tól",-1,-1],["ül",-1,-1],["ből",-1,-1],["ről",-1,-1],["től",-1,-1],["n",-1,-1],["an",19,-1],["ban",20,-1],["en",19,-1],["ben",22,-1],["képpen",22,-1],["on",19,-1],["ön",19,-1],["képp",-1,-1],["kor",-1,-1],["t",-1,-1],["at",29,-1],["et",29,-1],["ként",29,-1],["anként",32,-1],["enként",32,-1],["onként",32,-1],["ot",29,-1],["ért",29,-1],["öt",29,-1],["hez",-1,-1],["hoz",-1,-1],["höz",-1,-1],["vá",-1,-1],["vé",-1,-1]];
const HungarianStemmer_a_4 = [["án",-1,2],["én",-1,1],["ánként",-1,2]];
const HungarianStemmer_as_4 = ["e","a"];
const HungarianStemmer_a_5 = [["stul",-1,1],["astul",0,1],["ástul",0,2],["stül",-1,1],["estül",3,1],["éstül",3,3]];
const HungarianStemmer_as_5 = ["","a","e"];
const HungarianStemmer_a_6 = [["á",-1,1],["é",-1,1]];
const HungarianStemmer_a_7 = [["k",-1,3],["ak",0,3],["ek",0,3],["ok",0,3],["ák",0,1],["ék",0,2],["ök",0,3]];
const HungarianStemmer_as_7 = ["a","e",""];
const HungarianStemmer_a_8 = [["éi",-1,1],["áéi",0,3],["ééi",0,2],["é",-1,1],["ké",3,1],["aké",4,1],["eké",4,1],["oké",4,1],["áké",4,3],["éké",4,2],["öké",4,1],["éé",3,2]];
const HungarianStemmer_as_8 = ["","e","a"];
const HungarianStemmer_a_9 = [["a",-1,1],["ja",0,1],["d",-1,1],["ad",2,1],["ed",2,1],["od",2,1],["ád",2,2],["éd",2,3],["öd",2,1],["e",-1,1],["je",9,1],["nk",-1,1],["unk",11,1],["ánk",11,2],["énk",11,3],["ünk",11,1],["uk",-1,1],["juk",16,1],["ájuk",17,2],["ük",-1,1],["jük",19,1],["éjük",20,3],["m",-1,1],["am",22,1],["em",22,1],["om",22,1],["ám",22,2],["ém",22,3],["o",-1,1],["á",-1,2],["é",-1,3]];
const HungarianStemmer_as_9 = ["","a","e"];
const HungarianStemmer_a_10 = [["id",-1,1],["aid",0,1],["jaid",1,1],["eid",0,1],["jeid",3,1],["áid",0,2],["éid",0,3],["i",-1,1],["ai",7,1],["jai",8,1],["ei",7,1],["jei",10,1],["ái",7,2],["éi",7,3],["itek",-1,1],["eitek",14,1],["jeitek",15,1],["éitek",14,3],["ik",-1,1],["aik",18,1],["jaik",19,1],["eik",18,1],["jeik",21,1],["áik",18,2],["éik",18,3],["ink",-1,1],["aink",25,1],["jaink",26,1],["eink",25,1],["jeink",28,1],["áink",25,2],["éink",25,3],["aitok",-1,1],["jaitok",32,1],["áitok",-1,2],["im",-1,1],["aim",35,1],["jaim",36,1],["eim",35,1],["jeim",38,1],["áim",35,2],["éim",35,3]];
const HungarianStemmer_as_10 = ["","a","e"];
class HungarianStemmer extends Stemmer {
I_p1 = 0;
r_mark_regions() {
let v_1, v_2;
this.I_p1 = this.limit;
while (true) {
v_1 = this.cursor;
lab0: {
if (!(this.in_grouping(HungarianStemmer_g_v))) {
break lab0;
}
v_2 = this.cursor;
lab1: {
if (!(this.go_in_grouping(HungarianStemmer_g_v))) {
break lab1;
}
this.cursor += 1;
this.I_p1 = this.cursor;
}
this.cursor = v_2;
break;
}
this.cursor = v_1;
if (!(this.go_out_grouping(HungarianStemmer_g_v))) {
return false;
}
this.cursor += 1;
this.I_p1 = this.cursor;
break;
}
return true;
}
r_R1() {
return (this.I_p1 <= this.cursor);
}
r_v_ending() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(HungarianStemmer_a_0);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
this.slice_from(HungarianStemmer_as_0[(among_var - 1)]);
return true;
}
r_double() {
let v_1;
v_1 = (this.limit - this.cursor);
if ((this.find_among_b(HungarianStemmer_a_1) === 0)) {
return false;
}
this.cursor = (this.limit - v_1);
return true;
}
r_undouble() {
if ((this.cursor <= this.limit_backward)) {
return false;
}
this.cursor -= 1;
this.ket = this.cursor;
if ((this.cursor <= this.limit_backward)) {
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
return true;
}
r_instrum() {
this.ket = this.cursor;
if ((this.find_among_b(HungarianStemmer_a_2) === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
if (!(this.r_double())) {
return false;
}
this.slice_del();
return this.r_undouble();
}
r_case() {
this.ket = this.cursor;
if ((this.find_among_b(HungarianStemmer_a_3) === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
this.slice_del();
return this.r_v_ending();
}
r_case_special() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(HungarianStemmer_a_4);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
this.slice_from(HungarianStemmer_as_4[(among_var - 1)]);
return true;
}
r_case_other() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(HungarianStemmer_a_5);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
this.slice_from(HungarianStemmer_as_5[(among_var - 1)]);
return true;
}
r_factive() {
this.ket = this.cursor;
if ((this.find_among_b(HungarianStemmer_a_6) === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
if (!(this.r_double())) {
return false;
}
this.slice_del();
return this.r_undouble();
}
r_plural() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(HungarianStemmer_a_7);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
this.slice_from(HungarianStemmer_as_7[(among_var - 1)]);
return true;
}
r_owned() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(HungarianStemmer_a_8);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
this.slice_from(HungarianStemmer_as_8[(among_var - 1)]);
return true;
}
r_sing_owner() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(HungarianStemmer_a_9);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
this.slice_from(HungarianStemmer_as_9[(among_var - 1)]);
return true;
}
r_plur_owner() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(HungarianStemmer_a_10);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
this.slice_from(HungarianStemmer_as_10[(among_var - 1)]);
return true;
}
stem() {
let v_1, v_10, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
v_1 = this.cursor;
this.r_mark_regions();
this.cursor = v_1;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_2 = (this.limit - this.cursor);
this.r_instrum();
this.cursor = (this.limit - v_2);
v_3 = (this.limit - this.cursor);
this.r_case();
this.cursor = (this.limit - v_3);
v_4 = (this.limit - this.cursor);
this.r_case_special();
this.cursor = (this.limit - v_4);
v_5 = (this.limit - this.cursor);
this.r_case_other();
this.cursor = (this.limit - v_5);
v_6 = (this.limit - this.cursor);
this.r_factive();
this.cursor = (this.limit - v_6);
v_7 = (this.limit - this.cursor);
this.r_owned();
this.cursor = (this.limit - v_7);
v_8 = (this.limit - this.cursor);
this.r_sing_owner();
this.cursor = (this.limit - v_8);
v_9 = (this.limit - this.cursor);
this.r_plur_owner();
this.cursor = (this.limit - v_9);
v_10 = (this.limit - this.cursor);
this.r_plural();
this.cursor = (this.limit - v_10);
this.cursor = this.limit_backward;
return true;
}
}
const IndonesianStemmer_g_vowel = new Set("aeiou");
const IndonesianStemmer_a_0 = [["kah",-1,1],["lah",-1,1],["pun",-1,1]];
const IndonesianStemmer_a_1 = [["nya",-1,1],["ku",-1,1],["mu",-1,1]];
const IndonesianStemmer_a_2 = [["i",-1,2],["an",-1,1]];
const IndonesianStemmer_a_3 = [["di",-1,1],["ke",-1,3],["me",-1,1],["mem",2,5],["men",2,2],["meng",4,1],["pem",-1,6],["pen",-1,4],["peng",7,3],["ter",-1,1]];
const IndonesianStemmer_a_4 = [["be",-1,2],["pe",-1,1]];
class IndonesianStemmer extends Stemmer {
I_prefix = 0;
I_measure = 0;
r_remove_particle() {
this.ket = this.cursor;
if ((this.find_among_b(IndonesianStemmer_a_0) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.I_measure -= 1;
return true;
}
r_remove_possessive_pronoun() {
this.ket = this.cursor;
if ((this.find_among_b(IndonesianStemmer_a_1) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.I_measure -= 1;
return true;
}
r_remove_suffix() {
let among_var, v_1;
this.ket = this.cursor;
among_var = this.find_among_b(IndonesianStemmer_a_2);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
if ((this.I_prefix === 3)) {
break lab0;
}
if ((this.I_prefix === 2)) {
break lab0;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "k"))) {
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
break;
}
this.cursor = (this.limit - v_1);
if ((this.I_prefix === 1)) {
return false;
}
break;
}
} else {
if ((this.I_prefix > 2)) {
return false;
}
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "s"))) {
break lab0;
}
this.cursor -= 1;
return false;
}
}
this.slice_del();
this.I_measure -= 1;
return true;
}
r_remove_first_order_prefix() {
let among_var, v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8;
this.bra = this.cursor;
among_var = this.find_among(IndonesianStemmer_a_3);
if ((among_var === 0)) {
return false;
}
this.ket = this.cursor;
if ((among_var === 1)) {
this.slice_del();
this.I_prefix = 1;
this.I_measure -= 1;
} else {
if ((among_var === 2)) {
while (true) {
v_1 = this.cursor;
lab0: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "y"))) {
break lab0;
}
this.cursor += 1;
v_2 = this.cursor;
if (!(this.in_grouping(IndonesianStemmer_g_vowel))) {
break lab0;
}
this.cursor = v_2;
this.ket = this.cursor;
this.slice_from("s");
this.I_prefix = 1;
this.I_measure -= 1;
break;
}
this.cursor = v_1;
this.slice_del();
this.I_prefix = 1;
this.I_measure -= 1;
break;
}
} else {
if ((among_var === 3)) {
this.slice_del();
this.I_prefix = 3;
this.I_measure -= 1;
} else {
if ((among_var === 4)) {
while (true) {
v_3 = this.cursor;
lab0: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "y"))) {
break lab0;
}
this.cursor += 1;
v_4 = this.cursor;
if (!(this.in_grouping(IndonesianStemmer_g_vowel))) {
break lab0;
}
this.cursor = v_4;
this.ket = this.cursor;
this.slice_from("s");
this.I_prefix = 3;
this.I_measure -= 1;
break;
}
this.cursor = v_3;
this.slice_del();
this.I_prefix = 3;
this.I_measure -= 1;
break;
}
} else {
if ((among_var === 5)) {
this.I_prefix = 1;
this.I_measure -= 1;
while (true) {
v_5 = this.cursor;
lab0: {
v_6 = this.cursor;
if (!(this.in_grouping(IndonesianStemmer_g_vowel))) {
break lab0;
}
this.cursor = v_6;
this.slice_from("p");
break;
}
this.cursor = v_5;
this.slice_del();
break;
}
} else {
this.I_prefix = 3;
this.I_measure -= 1;
while (true) {
v_7 = this.cursor;
lab0: {
v_8 = this.cursor;
if (!(this.in_grouping(IndonesianStemmer_g_vowel))) {
break lab0;
}
this.cursor = v_8;
this.slice_from("p");
break;
}
this.cursor = v_7;
this.slice_del();
break;
}
}
}
}
}
}
return true;
}
r_remove_second_order_prefix() {
let among_var, v_1, v_2;
this.bra = this.cursor;
among_var = this.find_among(IndonesianStemmer_a_4);
if ((among_var === 0)) {
return false;
}
if ((among_var === 1)) {
while (true) {
v_1 = this.cursor;
lab0: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "r"))) {
break lab0;
}
this.cursor += 1;
this.ket = this.cursor;
this.I_prefix = 2;
break;
}
this.cursor = v_1;
lab0: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "l"))) {
break lab0;
}
this.cursor += 1;
this.ket = this.cursor;
if (!(this.eq_s("ajar"))) {
break lab0;
}
break;
}
this.cursor = v_1;
this.ket = this.cursor;
this.I_prefix = 2;
break;
}
} else {
while (true) {
v_2 = this.cursor;
lab0: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "r"))) {
break lab0;
}
this.cursor += 1;
this.ket = this.cursor;
break;
}
this.cursor = v_2;
lab0: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "l"))) {
break lab0;
}
this.cursor += 1;
this.ket = this.cursor;
if (!(this.eq_s("ajar"))) {
break lab0;
}
break;
}
this.cursor = v_2;
this.ket = this.cursor;
if (!(this.out_grouping(IndonesianStemmer_g_vowel))) {
return false;
}
if (!(this.eq_s("er"))) {
return false;
}
break;
}
this.I_prefix = 4;
}
this.I_measure -= 1;
this.slice_del();
return true;
}
stem() {
let v_1, v_10, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
this.I_measure = 0;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
if (!(this.go_out_grouping(IndonesianStemmer_g_vowel))) {
break lab1;
}
this.cursor += 1;
this.I_measure += 1;
continue;
}
this.cursor = v_2;
break;
}
}
this.cursor = v_1;
if ((this.I_measure <= 2)) {
return false;
}
this.I_prefix = 0;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_3 = (this.limit - this.cursor);
this.r_remove_particle();
this.cursor = (this.limit - v_3);
if ((this.I_measure <= 2)) {
return false;
}
v_4 = (this.limit - this.cursor);
this.r_remove_possessive_pronoun();
this.cursor = (this.limit - v_4);
this.cursor = this.limit_backward;
if ((this.I_measure <= 2)) {
return false;
}
while (true) {
v_5 = this.cursor;
lab0: {
v_6 = this.cursor;
if (!(this.r_remove_first_order_prefix())) {
break lab0;
}
v_7 = this.cursor;
lab1: {
v_8 = this.cursor;
if ((this.I_measure <= 2)) {
break lab1;
}
this.limit_backward = this.cursor;
this.cursor = this.limit;
if (!(this.r_remove_suffix())) {
break lab1;
}
this.cursor = this.limit_backward;
this.cursor = v_8;
if ((this.I_measure <= 2)) {
break lab1;
}
if (!(this.r_remove_second_order_prefix())) {
break lab1;
}
}
this.cursor = v_7;
this.cursor = v_6;
break;
}
this.cursor = v_5;
v_9 = this.cursor;
this.r_remove_second_order_prefix();
this.cursor = v_9;
v_10 = this.cursor;
lab0: {
if ((this.I_measure <= 2)) {
break lab0;
}
this.limit_backward = this.cursor;
this.cursor = this.limit;
if (!(this.r_remove_suffix())) {
break lab0;
}
this.cursor = this.limit_backward;
}
this.cursor = v_10;
break;
}
return true;
}
}
const IrishStemmer_g_v = new Set("aeiouáéíóú");
const IrishStemmer_a_0 = [["b'",-1,1],["bh",-1,4],["bhf",1,2],["bp",-1,8],["ch",-1,5],["d'",-1,1],["d'fh",5,2],["dh",-1,6],["dt",-1,9],["fh",-1,2],["gc",-1,5],["gh",-1,7],["h-",-1,1],["m'",-1,1],["mb",-1,4],["mh",-1,10],["n-",-1,1],["nd",-1,6],["ng",-1,7],["ph",-1,8],["sh",-1,3],["t-",-1,1],["th",-1,9],["ts",-1,3]];
const IrishStemmer_as_0 = ["","f","s","b","c","d","g","p","t","m"];
const IrishStemmer_a_1 = [["íochta",-1,1],["aíochta",0,1],["ire",-1,2],["aire",2,2],["abh",-1,1],["eabh",4,1],["ibh",-1,1],["aibh",6,1],["amh",-1,1],["eamh",8,1],["imh",-1,1],["aimh",10,1],["íocht",-1,1],["aíocht",12,1],["irí",-1,2],["airí",14,2]];
const IrishStemmer_a_2 = [["óideacha",-1,6],["patacha",-1,5],["achta",-1,1],["arcachta",2,2],["eachta",2,1],["grafaíochta",-1,4],["paite",-1,5],["ach",-1,1],["each",7,1],["óideach",8,6],["gineach",8,3],["patach",7,5],["grafaíoch",-1,4],["pataigh",-1,5],["óidigh",-1,6],["achtúil",-1,1],["eachtúil",15,1],["gineas",-1,3],["ginis",-1,3],["acht",-1,1],["arcacht",19,2],["eacht",19,1],["grafaíocht",-1,4],["arcachtaí",-1,2],["grafaíochtaí",-1,4]];
const IrishStemmer_a_3 = [["imid",-1,1],["aimid",0,1],["ímid",-1,1],["aímid",2,1],["adh",-1,2],["eadh",4,2],["faidh",-1,1],["fidh",-1,1],["áil",-1,2],["ain",-1,2],["tear",-1,2],["tar",-1,2]];
class IrishStemmer extends Stemmer {
I_p2 = 0;
I_p1 = 0;
I_pV = 0;
r_mark_regions() {
let v_1;
this.I_pV = this.limit;
this.I_p1 = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
if (!(this.go_out_grouping(IrishStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_pV = this.cursor;
if (!(this.go_in_grouping(IrishStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p1 = this.cursor;
if (!(this.go_out_grouping(IrishStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(IrishStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p2 = this.cursor;
}
this.cursor = v_1;
return true;
}
r_initial_morph() {
let among_var;
this.bra = this.cursor;
among_var = this.find_among(IrishStemmer_a_0);
if ((among_var === 0)) {
return false;
}
this.ket = this.cursor;
this.slice_from(IrishStemmer_as_0[(among_var - 1)]);
return true;
}
r_R1() {
return (this.I_p1 <= this.cursor);
}
r_R2() {
return (this.I_p2 <= this.cursor);
}
r_noun_sfx() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(IrishStemmer_a_1);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_R1())) {
return false;
}
this.slice_del();
} else {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
}
return true;
}
r_deriv() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(IrishStemmer_a_2);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
} else {
if ((among_var === 2)) {
this.slice_from("arc");
} else {
if ((among_var === 3)) {
this.slice_from("gin");
} else {
if ((among_var === 4)) {
this.slice_from("graf");
} else {
if ((among_var === 5)) {
this.slice_from("paite");
} else {
this.slice_from("óid");
}
}
}
}
}
return true;
}
r_verb_sfx() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(IrishStemmer_a_3);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if ((this.I_pV > this.cursor)) {
return false;
}
this.slice_del();
} else {
if (!(this.r_R1())) {
return false;
}
this.slice_del();
}
return true;
}
stem() {
let v_1, v_2, v_3, v_4;
v_1 = this.cursor;
this.r_initial_morph();
this.cursor = v_1;
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_2 = (this.limit - this.cursor);
this.r_noun_sfx();
this.cursor = (this.limit - v_2);
v_3 = (this.limit - this.cursor);
this.r_deriv();
this.cursor = (this.limit - v_3);
v_4 = (this.limit - this.cursor);
this.r_verb_sfx();
this.cursor = (this.limit - v_4);
this.cursor = this.limit_backward;
return true;
}
}
const ItalianStemmer_g_v = new Set("aeiouàèìòù");
const ItalianStemmer_g_AEIO = new Set("aeioàèìò");
const ItalianStemmer_g_CG = new Set("cg");
const ItalianStemmer_a_0 = [["all'",-1,-1],["d'",-1,-1],["dall'",-1,-1],["dell'",-1,-1],["gl'",-1,-1],["l'",-1,-1],["m'",-1,-1],["nell'",-1,-1],["quell'",-1,-1],["quest'",-1,-1],["s'",-1,-1],["sull'",-1,-1],["t'",-1,-1],["tutt'",-1,-1],["un'",-1,-1],["v'",-1,-1]];
const ItalianStemmer_a_1 = [["",-1,7],["qu",0,6],["á",0,1],["é",0,2],["í",0,3],["ó",0,4],["ú",0,5]];
const ItalianStemmer_a_2 = [["",-1,3],["I",0,1],["U",0,2]];
const ItalianStemmer_a_3 = [["la",-1,-1],["cela",0,-1],["gliela",0,-1],["mela",0,-1],["tela",0,-1],["vela",0,-1],["le",-1,-1],["cele",6,-1],["gliele",6,-1],["mele",6,-1],["tele",6,-1],["vele",6,-1],["ne",-1,-1],["cene",12,-1],["gliene",12,-1],["mene",12,-1],["sene",12,-1],["tene",12,-1],["vene",12,-1],["ci",-1,-1],["li",-1,-1],["celi",20,-1],["glieli",20,-1],["meli",20,-1],["teli",20,-1],["veli",20,-1],["gli",20,-1],["mi",-1,-1],["si",-1,-1],["ti",-1,-1],["vi",-1,-1],["lo",-1,-1],["celo",31,-1],["glielo",31,-1],["melo",31,-1],["telo",31,-1],["velo",31,-1]];
const ItalianStemmer_a_4 = [["ando",-1,1],["endo",-1,1],["ar",-1,2],["er",-1,2],["ir",-1,2]];
const ItalianStemmer_as_4 = ["","e"];
const ItalianStemmer_a_5 = [["ic",-1,-1],["abil",-1,-1],["os",-1,-1],["iv",-1,1]];
const ItalianStemmer_a_6 = [["ic",-1,1],["abil",-1,1],["iv",-1,1]];
const ItalianStemmer_a_7 = [["ica",-1,1],["logia",-1,3],["osa",-1,1],["ista",-1,1],["iva",-1,9],["anza",-1,1],["enza",-1,5],["ice",-1,1],["atrice",7,1],["iche",-1,1],["logie",-1,3],["abile",-1,1],["ibile",-1,1],["usione",-1,4],["azione",-1,2],["uzione",-1,4],["atore",-1,2],["ose",-1,1],["ante",-1,1],["mente",-1,1],["amente",19,7],["iste",-1,1],["ive",-1,9],["anze",-1,1],["enze",-1,5],["ici",-1,1],["atrici",25,1],["ichi",-1,1],["abili",-1,1],["ibili",-1,1],["ismi",-1,1],["usioni",-1,4],["azioni",-1,2],["uzioni",-1,4],["atori",-1,2],["osi",-1,1],["anti",-1,1],["amenti",-1,6],["imenti",-1,6],["isti",-1,1],["ivi",-1,9],["ico",-1,1],["ismo",-1,1],["oso",-1,1],["amento",-1,6],["imento",-1,6],["ivo",-1,9],["ità",-1,8],["istà",-1,1],["istè",-1,1],["istì",-1,1]];
const ItalianStemmer_a_8 = [["isca",-1,1],["enda",-1,1],["ata",-1,1],["ita",-1,1],["uta",-1,1],["ava",-1,1],["eva",-1,1],["iva",-1,1],["erebbe",-1,1],["irebbe",-1,1],["isce",-1,1],["ende",-1,1],["are",-1,1],["ere",-1,1],["ire",-1,1],["asse",-1,1],["ate",-1,1],["avate",16,1],["evate",16,1],["ivate",16,1],["ete",-1,1],["erete",20,1],["irete",20,1],["ite",-1,1],["ereste",-1,1],["ireste",-1,1],["ute",-1,1],["erai",-1,1],["irai",-1,1],["isci",-1,1],["endi",-1,1],["erei",-1,1],["irei",-1,1],["assi",-1,1],["ati",-1,1],["iti",-1,1],["eresti",-1,1],["iresti",-1,1],["uti",-1,1],["avi",-1,1],["evi",-1,1],["ivi",-1,1],["isco",-1,1],["ando",-1,1],["endo",-1,1],["Yamo",-1,1],["iamo",-1,1],["avamo",-1,1],["evamo",-1,1],["ivamo",-1,1],["eremo",-1,1],["iremo",-1,1],["assimo",-1,1],["ammo",-1,1],["emmo",-1,1],["eremmo",54,1],["iremmo",54,1],["immo",-1,1],["ano",-1,1],["iscano",58,1],["avano",58,1],["evano",58,1],["ivano",58,1],["eranno",-1,1],["iranno",-1,1],["ono",-1,1],["iscono",65,1],["arono",65,1],["erono",65,1],["irono",65,1],["erebbero",-1,1],["irebbero",-1,1],["assero",-1,1],["essero",-1,1],["issero",-1,1],["ato",-1,1],["ito",-1,1],["uto",-1,1],["avo",-1,1],["evo",-1,1],["ivo",-1,1],["ar",-1,1],["ir",-1,1],["erà",-1,1],["irà",-1,1],["erò",-1,1],["irò",-1,1]];
class ItalianStemmer extends Stemmer {
I_p2 = 0;
I_p1 = 0;
I_pV = 0;
r_elisions() {
this.bra = this.cursor;
if ((this.find_among(ItalianStemmer_a_0) === 0)) {
return false;
}
this.ket = this.cursor;
if ((this.cursor >= this.limit)) {
return false;
}
this.slice_del();
return true;
}
r_prelude() {
let among_var, v_1, v_2, v_3, v_4, v_5;
v_1 = this.cursor;
while (true) {
v_2 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(ItalianStemmer_a_1);
this.ket = this.cursor;
if ((among_var === 1)) {
this.slice_from("à");
} else {
if ((among_var === 2)) {
this.slice_from("è");
} else {
if ((among_var === 3)) {
this.slice_from("ì");
} else {
if ((among_var === 4)) {
this.slice_from("ò");
} else {
if ((among_var === 5)) {
this.slice_from("ù");
} else {
if ((among_var === 6)) {
this.slice_from("qU");
} else {
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
}
}
}
}
}
continue;
}
this.cursor = v_2;
break;
}
this.cursor = v_1;
while (true) {
v_3 = this.cursor;
lab0: {
while (true) {
v_4 = this.cursor;
lab1: {
if (!(this.in_grouping(ItalianStemmer_g_v))) {
break lab1;
}
this.bra = this.cursor;
while (true) {
v_5 = this.cursor;
lab2: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "u"))) {
break lab2;
}
this.cursor += 1;
this.ket = this.cursor;
if (!(this.in_grouping(ItalianStemmer_g_v))) {
break lab2;
}
this.slice_from("U");
break;
}
this.cursor = v_5;
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "i"))) {
break lab1;
}
this.cursor += 1;
this.ket = this.cursor;
if (!(this.in_grouping(ItalianStemmer_g_v))) {
break lab1;
}
this.slice_from("I");
break;
}
this.cursor = v_4;
break;
}
this.cursor = v_4;
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
continue;
}
this.cursor = v_3;
break;
}
return true;
}
r_mark_regions() {
let v_1, v_2, v_3, v_4, v_5;
this.I_pV = this.limit;
this.I_p1 = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
if (!(this.in_grouping(ItalianStemmer_g_v))) {
break lab1;
}
while (true) {
v_3 = this.cursor;
lab2: {
if (!(this.out_grouping(ItalianStemmer_g_v))) {
break lab2;
}
if (!(this.go_out_grouping(ItalianStemmer_g_v))) {
break lab2;
}
this.cursor += 1;
break;
}
this.cursor = v_3;
if (!(this.in_grouping(ItalianStemmer_g_v))) {
break lab1;
}
if (!(this.go_in_grouping(ItalianStemmer_g_v))) {
break lab1;
}
this.cursor += 1;
break;
}
break;
}
this.cursor = v_2;
lab1: {
if (!(this.eq_s("divan"))) {
break lab1;
}
break;
}
this.cursor = v_2;
if (!(this.out_grouping(ItalianStemmer_g_v))) {
break lab0;
}
while (true) {
v_4 = this.cursor;
lab1: {
if (!(this.out_grouping(ItalianStemmer_g_v))) {
break lab1;
}
if (!(this.go_out_grouping(ItalianStemmer_g_v))) {
break lab1;
}
this.cursor += 1;
break;
}
this.cursor = v_4;
if (!(this.in_grouping(ItalianStemmer_g_v))) {
break lab0;
}
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
break;
}
break;
}
this.I_pV = this.cursor;
}
this.cursor = v_1;
v_5 = this.cursor;
lab0: {
if (!(this.go_out_grouping(ItalianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(ItalianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p1 = this.cursor;
if (!(this.go_out_grouping(ItalianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(ItalianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p2 = this.cursor;
}
this.cursor = v_5;
return true;
}
r_postlude() {
let among_var, v_1;
while (true) {
v_1 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(ItalianStemmer_a_2);
this.ket = this.cursor;
if ((among_var === 1)) {
this.slice_from("i");
} else {
if ((among_var === 2)) {
this.slice_from("u");
} else {
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
}
continue;
}
this.cursor = v_1;
break;
}
return true;
}
r_RV() {
return (this.I_pV <= this.cursor);
}
r_R2() {
return (this.I_p2 <= this.cursor);
}
r_attached_pronoun() {
let among_var;
this.ket = this.cursor;
if ((this.find_among_b(ItalianStemmer_a_3) === 0)) {
return false;
}
this.bra = this.cursor;
among_var = this.find_among_b(ItalianStemmer_a_4);
if ((among_var === 0)) {
return false;
}
if (!(this.r_RV())) {
return false;
}
this.slice_from(ItalianStemmer_as_4[(among_var - 1)]);
return true;
}
r_standard_suffix() {
let among_var, v_1, v_2, v_3, v_4;
this.ket = this.cursor;
among_var = this.find_among_b(ItalianStemmer_a_7);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
} else {
if ((among_var === 2)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (!(this.eq_s_b("ic"))) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.slice_del();
}
} else {
if ((among_var === 3)) {
if (!(this.r_R2())) {
return false;
}
this.slice_from("log");
} else {
if ((among_var === 4)) {
if (!(this.r_R2())) {
return false;
}
this.slice_from("u");
} else {
if ((among_var === 5)) {
if (!(this.r_R2())) {
return false;
}
this.slice_from("ente");
} else {
if ((among_var === 6)) {
if (!(this.r_RV())) {
return false;
}
this.slice_del();
} else {
if ((among_var === 7)) {
if ((this.I_p1 > this.cursor)) {
return false;
}
this.slice_del();
v_2 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(ItalianStemmer_a_5);
if ((among_var === 0)) {
this.cursor = (this.limit - v_2);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_2);
break lab0;
}
this.slice_del();
if ((among_var === 1)) {
this.ket = this.cursor;
if (!(this.eq_s_b("at"))) {
this.cursor = (this.limit - v_2);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_2);
break lab0;
}
this.slice_del();
}
}
} else {
if ((among_var === 8)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
v_3 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if ((this.find_among_b(ItalianStemmer_a_6) === 0)) {
this.cursor = (this.limit - v_3);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_3);
break lab0;
}
this.slice_del();
}
} else {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
v_4 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (!(this.eq_s_b("at"))) {
this.cursor = (this.limit - v_4);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_4);
break lab0;
}
this.slice_del();
this.ket = this.cursor;
if (!(this.eq_s_b("ic"))) {
this.cursor = (this.limit - v_4);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_4);
break lab0;
}
this.slice_del();
}
}
}
}
}
}
}
}
}
return true;
}
r_verb_suffix() {
let v_2;
if ((this.cursor < this.I_pV)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_pV;
this.ket = this.cursor;
if ((this.find_among_b(ItalianStemmer_a_8) === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.slice_del();
this.limit_backward = v_2;
return true;
}
r_vowel_suffix() {
let v_1, v_2;
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (!(this.in_grouping_b(ItalianStemmer_g_AEIO))) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_RV())) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.slice_del();
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "i"))) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
if (!(this.r_RV())) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.slice_del();
}
v_2 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "h"))) {
this.cursor = (this.limit - v_2);
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
if (!(this.in_grouping_b(ItalianStemmer_g_CG))) {
this.cursor = (this.limit - v_2);
break lab0;
}
if (!(this.r_RV())) {
this.cursor = (this.limit - v_2);
break lab0;
}
this.slice_del();
}
return true;
}
stem() {
let v_1, v_2, v_3, v_4, v_5, v_6, v_7;
v_1 = this.cursor;
this.r_elisions();
this.cursor = v_1;
v_2 = this.cursor;
this.r_prelude();
this.cursor = v_2;
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_3 = (this.limit - this.cursor);
this.r_attached_pronoun();
this.cursor = (this.limit - v_3);
v_4 = (this.limit - this.cursor);
lab0: {
while (true) {
v_5 = (this.limit - this.cursor);
lab1: {
if (!(this.r_standard_suffix())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_5);
if (!(this.r_verb_suffix())) {
break lab0;
}
break;
}
}
this.cursor = (this.limit - v_4);
v_6 = (this.limit - this.cursor);
this.r_vowel_suffix();
this.cursor = (this.limit - v_6);
this.cursor = this.limit_backward;
v_7 = this.cursor;
this.r_postlude();
this.cursor = v_7;
return true;
}
}
const LithuanianStemmer_g_v = new Set("aeiouyąėęįūų");
const LithuanianStemmer_a_0 = [["a",-1,-1],["ia",0,-1],["osna",0,-1],["iosna",2,-1],["uosna",2,-1],["iuosna",4,-1],["ysna",0,-1],["ėsna",0,-1],["e",-1,-1],["ie",8,-1],["enie",9,-1],["oje",8,-1],["ioje",11,-1],["uje",8,-1],["iuje",13,-1],["yje",8,-1],["enyje",15,-1],["ėje",8,-1],["ame",8,-1],["iame",18,-1],["sime",8,-1],["ome",8,-1],["ėme",8,-1],["tumėme",22,-1],["ose",8,-1],["iose",24,-1],["uose",24,-1],["iuose",26,-1],["yse",8,-1],["enyse",28,-1],["ėse",8,-1],["ate",8,-1],["iate",31,-1],["ite",8,-1],["kite",33,-1],["site",33,-1],["ote",8,-1],["tute",8,-1],["ėte",8,-1],["tumėte",38,-1],["i",-1,-1],["ai",40,-1],["iai",41,-1],["ei",40,-1],["tumei",43,-1],["ki",40,-1],["imi",40,-1],["umi",40,-1],["iumi",47,-1],["si",40,-1],["asi",49,-1],["iasi",50,-1],["esi",49,-1],["iesi",52,-1],["siesi",53,-1],["isi",49,-1],["aisi",55,-1],["eisi",55,-1],["tumeisi",57,-1],["uisi",55,-1],["osi",49,-1],["ėjosi",60,-1],["uosi",60,-1],["iuosi",62,-1],["siuosi",63,-1],["usi",49,-1],["ausi",65,-1],["čiausi",66,-1],["ąsi",49,-1],["ėsi",49,-1],["ųsi",49,-1],["tųsi",70,-1],["ti",40,-1],["enti",72,-1],["inti",72,-1],["oti",72,-1],["ioti",75,-1],["uoti",75,-1],["iuoti",77,-1],["auti",72,-1],["iauti",79,-1],["yti",72,-1],["ėti",72,-1],["telėti",82,-1],["inėti",82,-1],["terėti",82,-1],["ui",40,-1],["iui",86,-1],["eniui",87,-1],["oj",-1,-1],["ėj",-1,-1],["k",-1,-1],["am",-1,-1],["iam",92,-1],["iem",-1,-1],["im",-1,-1],["sim",95,-1],["om",-1,-1],["tum",-1,-1],["ėm",-1,-1],["tumėm",99,-1],["an",-1,-1],["on",-1,-1],["ion",102,-1],["un",-1,-1],["iun",104,-1],["ėn",-1,-1],["o",-1,-1],["io",107,-1],["enio",108,-1],["ėjo",107,-1],["uo",107,-1],["s",-1,-1],["as",112,-1],["ias",113,-1],["es",112,-1],["ies",115,-1],["is",112,-1],["ais",117,-1],["iais",118,-1],["tumeis",117,-1],["imis",117,-1],["enimis",121,-1],["omis",117,-1],["iomis",123,-1],["umis",117,-1],["ėmis",117,-1],["enis",117,-1],["asis",117,-1],["ysis",117,-1],["ams",112,-1],["iams",130,-1],["iems",112,-1],["ims",112,-1],["enims",133,-1],["oms",112,-1],["ioms",135,-1],["ums",112,-1],["ėms",112,-1],["ens",112,-1],["os",112,-1],["ios",140,-1],["uos",140,-1],["iuos",142,-1],["us",112,-1],["aus",144,-1],["iaus",145,-1],["ius",144,-1],["ys",112,-1],["enys",148,-1],["ąs",112,-1],["iąs",150,-1],["ės",112,-1],["amės",152,-1],["iamės",153,-1],["imės",152,-1],["kimės",155,-1],["simės",155,-1],["omės",152,-1],["ėmės",152,-1],["tumėmės",159,-1],["atės",152,-1],["iatės",161,-1],["sitės",152,-1],["otės",152,-1],["ėtės",152,-1],["tumėtės",165,-1],["įs",112,-1],["ūs",112,-1],["tųs",112,-1],["at",-1,-1],["iat",170,-1],["it",-1,-1],["sit",172,-1],["ot",-1,-1],["ėt",-1,-1],["tumėt",175,-1],["u",-1,-1],["au",177,-1],["iau",178,-1],["čiau",179,-1],["iu",177,-1],["eniu",181,-1],["siu",181,-1],["y",-1,-1],["ą",-1,-1],["ią",185,-1],["ė",-1,-1],["ę",-1,-1],["į",-1,-1],["enį",189,-1],["ų",-1,-1],["ių",191,-1]];
const LithuanianStemmer_a_1 = [["ing",-1,-1],["aj",-1,-1],["iaj",1,-1],["iej",-1,-1],["oj",-1,-1],["ioj",4,-1],["uoj",4,-1],["iuoj",6,-1],["auj",-1,-1],["ąj",-1,-1],["iąj",9,-1],["ėj",-1,-1],["ųj",-1,-1],["iųj",12,-1],["ok",-1,-1],["iok",14,-1],["iuk",-1,-1],["uliuk",16,-1],["učiuk",16,-1],["išk",-1,-1],["iul",-1,-1],["yl",-1,-1],["ėl",-1,-1],["am",-1,-1],["dam",23,-1],["jam",23,-1],["zgan",-1,-1],["ain",-1,-1],["esn",-1,-1],["op",-1,-1],["iop",29,-1],["ias",-1,-1],["ies",-1,-1],["ais",-1,-1],["iais",33,-1],["os",-1,-1],["ios",35,-1],["uos",35,-1],["iuos",37,-1],["aus",-1,-1],["iaus",39,-1],["ąs",-1,-1],["iąs",41,-1],["ęs",-1,-1],["utėait",-1,-1],["ant",-1,-1],["iant",45,-1],["siant",46,-1],["int",-1,-1],["ot",-1,-1],["uot",49,-1],["iuot",50,-1],["yt",-1,-1],["ėt",-1,-1],["ykšt",-1,-1],["iau",-1,-1],["dav",-1,-1],["sv",-1,-1],["šv",-1,-1],["ykšč",-1,-1],["ę",-1,-1],["ėję",60,-1]];
const LithuanianStemmer_a_2 = [["ojime",-1,7],["ėjime",-1,3],["avime",-1,6],["okate",-1,8],["aite",-1,1],["uote",-1,2],["asius",-1,5],["okatės",-1,8],["aitės",-1,1],["uotės",-1,2],["esiu",-1,4]];
const LithuanianStemmer_as_2 = ["aitė","uotė","ėjimas","esys","asys","avimas","ojimas","okatė"];
const LithuanianStemmer_a_3 = [["č",-1,1],["dž",-1,2]];
const LithuanianStemmer_as_3 = ["t","d"];
class LithuanianStemmer extends Stemmer {
I_p1 = 0;
r_step1() {
let v_2;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if ((this.find_among_b(LithuanianStemmer_a_0) === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
this.slice_del();
return true;
}
r_step2() {
let v_1, v_3;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
if ((this.cursor < this.I_p1)) {
break lab0;
}
v_3 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if ((this.find_among_b(LithuanianStemmer_a_1) === 0)) {
this.limit_backward = v_3;
break lab0;
}
this.bra = this.cursor;
this.limit_backward = v_3;
this.slice_del();
continue;
}
this.cursor = (this.limit - v_1);
break;
}
return true;
}
r_fix_conflicts() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(LithuanianStemmer_a_2);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_from(LithuanianStemmer_as_2[(among_var - 1)]);
return true;
}
r_fix_chdz() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(LithuanianStemmer_a_3);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_from(LithuanianStemmer_as_3[(among_var - 1)]);
return true;
}
r_fix_gd() {
this.ket = this.cursor;
if (!(this.eq_s_b("gd"))) {
return false;
}
this.bra = this.cursor;
this.slice_from("g");
return true;
}
stem() {
let v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8;
this.I_p1 = this.limit;
v_1 = this.cursor;
lab0: {
v_2 = this.cursor;
lab1: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "a"))) {
this.cursor = v_2;
break lab1;
}
this.cursor += 1;
if ((this.current.length <= 6)) {
this.cursor = v_2;
break lab1;
}
}
if (!(this.go_out_grouping(LithuanianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(LithuanianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p1 = this.cursor;
}
this.cursor = v_1;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_3 = (this.limit - this.cursor);
this.r_fix_conflicts();
this.cursor = (this.limit - v_3);
v_4 = (this.limit - this.cursor);
this.r_step1();
this.cursor = (this.limit - v_4);
v_5 = (this.limit - this.cursor);
this.r_fix_chdz();
this.cursor = (this.limit - v_5);
v_6 = (this.limit - this.cursor);
this.r_step2();
this.cursor = (this.limit - v_6);
v_7 = (this.limit - this.cursor);
this.r_fix_chdz();
this.cursor = (this.limit - v_7);
v_8 = (this.limit - this.cursor);
this.r_fix_gd();
this.cursor = (this.limit - v_8);
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "'"))) {
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
this.cursor = this.limit_backward;
return true;
}
}
const NepaliStemmer_a_0 = [["लाइ",-1,1],["लाई",-1,1],["सँग",-1,1],["संग",-1,1],["मार्फत",-1,1],["रत",-1,1],["का",-1,2],["मा",-1,1],["द्वारा",-1,1],["कि",-1,2],["पछि",-1,1],["की",-1,2],["ले",-1,1],["कै",-1,2],["सँगै",-1,1],["मै",-1,1],["को",-1,2]];
const NepaliStemmer_a_1 = [["ँ",-1,1],["ं",-1,1],["ै",-1,2]];
const NepaliStemmer_a_2 = [["थिए",-1,1],["छ",-1,1],["इछ",1,1],["एछ",1,1],["िछ",1,1],["ेछ",1,1],["नेछ",5,1],["हुनेछ",6,1],["इन्छ",1,1],["िन्छ",1,1],["हुन्छ",1,1],["एका",-1,1],["इएका",11,1],["िएका",11,1],["ेका",-1,1],["नेका",14,1],["दा",-1,1],["इदा",16,1],["िदा",16,1],["देखि",-1,1],["माथि",-1,1],["एकी",-1,1],["इएकी",21,1],["िएकी",21,1],["ेकी",-1,1],["देखी",-1,1],["थी",-1,1],["दी",-1,1],["छु",-1,1],["एछु",28,1],["ेछु",28,1],["नेछु",30,1],["नु",-1,1],["हरु",-1,1],["हरू",-1,1],["छे",-1,1],["थे",-1,1],["ने",-1,1],["एकै",-1,1],["ेकै",-1,1],["नेकै",39,1],["दै",-1,1],["इदै",41,1],["िदै",41,1],["एको",-1,1],["इएको",44,1],["िएको",44,1],["ेको",-1,1],["नेको",47,1],["दो",-1,1],["इदो",49,1],["िदो",49,1],["यो",-1,1],["इयो",52,1],["भयो",52,1],["ियो",52,1],["थियो",55,1],["दियो",55,1],["थ्यो",52,1],["छौ",-1,1],["इछौ",59,1],["एछौ",59,1],["िछौ",59,1],["ेछौ",59,1],["नेछौ",63,1],["यौ",-1,1],["थियौ",65,1],["छ्यौ",65,1],["थ्यौ",65,1],["छन्",-1,1],["इछन्",69,1],["एछन्",69,1],["िछन्",69,1],["ेछन्",69,1],["नेछन्",73,1],["लान्",-1,1],["छिन्",-1,1],["थिन्",-1,1],["पर्",-1,1],["इस्",-1,1],["थिइस्",79,1],["छस्",-1,1],["इछस्",81,1],["एछस्",81,1],["िछस्",81,1],["ेछस्",81,1],["नेछस्",85,1],["िस्",-1,1],["थिस्",87,1],["छेस्",-1,1],["होस्",-1,1]];
class NepaliStemmer extends Stemmer {
r_remove_category_1() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(NepaliStemmer_a_0);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
this.slice_del();
} else {
while (true) {
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ए"))) {
break lab0;
}
this.cursor -= 1;
break;
}
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "े"))) {
break lab0;
}
this.cursor -= 1;
break;
}
this.slice_del();
break;
}
}
return true;
}
r_remove_category_2() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(NepaliStemmer_a_1);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
while (true) {
lab0: {
if (!(this.eq_s_b("यौ"))) {
break lab0;
}
break;
}
lab0: {
if (!(this.eq_s_b("छौ"))) {
break lab0;
}
break;
}
lab0: {
if (!(this.eq_s_b("नौ"))) {
break lab0;
}
break;
}
if (!(this.eq_s_b("थे"))) {
return false;
}
break;
}
this.slice_del();
} else {
if (!(this.eq_s_b("त्र"))) {
return false;
}
this.slice_del();
}
return true;
}
r_remove_category_3() {
this.ket = this.cursor;
if ((this.find_among_b(NepaliStemmer_a_2) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
return true;
}
stem() {
let v_1, v_2, v_3;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = (this.limit - this.cursor);
this.r_remove_category_1();
this.cursor = (this.limit - v_1);
while (true) {
v_2 = (this.limit - this.cursor);
lab0: {
v_3 = (this.limit - this.cursor);
this.r_remove_category_2();
this.cursor = (this.limit - v_3);
if (!(this.r_remove_category_3())) {
break lab0;
}
continue;
}
this.cursor = (this.limit - v_2);
break;
}
this.cursor = this.limit_backward;
return true;
}
}
const NorwegianStemmer_g_v = new Set("aeiouyåæêòóôø");
const NorwegianStemmer_g_s_ending = new Set("bcdfghjlmnoptvyz");
const NorwegianStemmer_a_0 = [["",-1,1],["ind",0,-1],["kk",0,-1],["nk",0,-1],["amm",0,-1],["omm",0,-1],["kap",0,-1],["skap",6,1],["pp",0,-1],["lt",0,-1],["ast",0,-1],["øst",0,-1],["v",0,-1],["hav",12,1],["giv",12,1]];
const NorwegianStemmer_a_1 = [["a",-1,1],["e",-1,1],["ede",1,1],["ande",1,1],["ende",1,1],["ane",1,1],["ene",1,1],["hetene",6,1],["erte",1,4],["en",-1,1],["heten",9,1],["ar",-1,1],["er",-1,1],["heter",12,1],["s",-1,3],["as",14,1],["es",14,1],["edes",16,1],["endes",16,1],["enes",16,1],["hetenes",19,1],["ens",14,1],["hetens",21,1],["ers",14,2],["ets",14,1],["et",-1,1],["het",25,1],["ert",-1,4],["ast",-1,1]];
const NorwegianStemmer_a_2 = [["dt",-1,-1],["vt",-1,-1]];
const NorwegianStemmer_a_3 = [["leg",-1,1],["eleg",0,1],["ig",-1,1],["eig",2,1],["lig",2,1],["elig",4,1],["els",-1,1],["lov",-1,1],["elov",7,1],["slov",7,1],["hetslov",9,1]];
class NorwegianStemmer extends Stemmer {
I_p1 = 0;
r_mark_regions() {
let v_1, v_2, v_3;
this.I_p1 = this.limit;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
while (true) {
lab2: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "'"))) {
break lab2;
}
this.cursor += 1;
break;
}
if ((this.cursor >= this.limit)) {
break lab1;
}
this.cursor += 1;
}
break;
}
this.cursor = v_2;
if (!(this.go_out_grouping(NorwegianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(NorwegianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
break;
}
this.I_p1 = this.cursor;
}
this.cursor = v_1;
v_3 = this.cursor;
if (((this.cursor + 3) > this.limit)) {
return false;
}
this.cursor += 3;
lab0: {
if ((this.I_p1 >= this.cursor)) {
break lab0;
}
this.I_p1 = this.cursor;
}
this.cursor = v_3;
return true;
}
r_main_suffix() {
let among_var, v_2, v_3;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(NorwegianStemmer_a_1);
if ((among_var === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if ((among_var === 1)) {
this.slice_del();
} else {
if ((among_var === 2)) {
among_var = this.find_among_b(NorwegianStemmer_a_0);
if ((among_var === 1)) {
this.slice_del();
}
} else {
if ((among_var === 3)) {
while (true) {
v_3 = (this.limit - this.cursor);
lab0: {
if (!(this.in_grouping_b(NorwegianStemmer_g_s_ending))) {
break lab0;
}
break;
}
this.cursor = (this.limit - v_3);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "r"))) {
break lab0;
}
this.cursor -= 1;
lab1: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "e"))) {
break lab1;
}
this.cursor -= 1;
break lab0;
}
break;
}
this.cursor = (this.limit - v_3);
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "k"))) {
return false;
}
this.cursor -= 1;
if (!(this.out_grouping_b(NorwegianStemmer_g_v))) {
return false;
}
break;
}
this.slice_del();
} else {
this.slice_from("er");
}
}
}
return true;
}
r_consonant_pair() {
let v_1, v_3;
v_1 = (this.limit - this.cursor);
if ((this.cursor < this.I_p1)) {
return false;
}
v_3 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if ((this.find_among_b(NorwegianStemmer_a_2) === 0)) {
this.limit_backward = v_3;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_3;
this.cursor = (this.limit - v_1);
if ((this.cursor <= this.limit_backward)) {
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
return true;
}
r_other_suffix() {
let v_2;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if ((this.find_among_b(NorwegianStemmer_a_3) === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
this.slice_del();
return true;
}
stem() {
let v_1, v_2, v_3;
if (!(this.r_mark_regions())) {
return false;
}
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = (this.limit - this.cursor);
this.r_main_suffix();
this.cursor = (this.limit - v_1);
v_2 = (this.limit - this.cursor);
this.r_consonant_pair();
this.cursor = (this.limit - v_2);
v_3 = (this.limit - this.cursor);
this.r_other_suffix();
this.cursor = (this.limit - v_3);
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "'"))) {
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
this.cursor = this.limit_backward;
return true;
}
}
const PolishStemmer_g_v = new Set("aeiouyóąę");
const PolishStemmer_a_0 = [["byście",-1,1],["bym",-1,1],["by",-1,1],["byśmy",-1,1],["byś",-1,1]];
const PolishStemmer_a_1 = [["ąc",-1,1],["ając",0,1],["sząc",0,2],["sz",-1,1],["iejsz",3,1]];
const PolishStemmer_as_1 = ["","s"];
const PolishStemmer_a_2 = [["a",-1,1,(z) => z.r_R1()],["ąca",0,1],["ająca",1,1],["sząca",1,2],["ia",0,1,(z) => z.r_R1()],["sza",0,1],["iejsza",5,1],["ała",0,1],["iała",7,1],["iła",0,1],["ąc",-1,1],["ając",10,1],["e",-1,1,(z) => z.r_R1()],["ące",12,1],["ające",13,1],["szące",13,2],["ie",12,1,(z) => z.r_R1()],["cie",16,1],["acie",17,1],["ecie",17,1],["icie",17,1],["ajcie",17,1],["liście",17,4],["aliście",22,1],["ieliście",22,1],["iliście",22,1],["łyście",17,4],["ałyście",26,1],["iałyście",27,1],["iłyście",26,1],["sze",12,1],["iejsze",30,1],["ach",-1,1,(z) => z.r_R1()],["iach",32,1,(z) => z.r_R1()],["ich",-1,5],["ych",-1,5],["i",-1,1,(z) => z.r_R1()],["ali",36,1],["ieli",36,1],["ili",36,1],["ami",36,1,(z) => z.r_R1()],["iami",40,1,(z) => z.r_R1()],["imi",36,5],["ymi",36,5],["owi",36,1,(z) => z.r_R1()],["iowi",44,1,(z) => z.r_R1()],["aj",-1,1],["ej",-1,5],["iej",47,5],["am",-1,1],["ałam",49,1],["iałam",50,1],["iłam",49,1],["em",-1,1,(z) => z.r_R1()],["iem",53,1,(z) => z.r_R1()],["ałem",53,1],["iałem",55,1],["iłem",53,1],["im",-1,5],["om",-1,1,(z) => z.r_R1()],["iom",59,1,(z) => z.r_R1()],["ym",-1,5],["o",-1,1,(z) => z.r_R1()],["ego",62,5],["iego",63,5],["ało",62,1],["iało",65,1],["iło",62,1],["u",-1,1,(z) => z.r_R1()],["iu",68,1,(z) => z.r_R1()],["emu",68,5],["iemu",70,5],["ów",-1,1,(z) => z.r_R1()],["y",-1,5],["amy",73,1],["emy",73,1],["imy",73,1],["liśmy",73,4],["aliśmy",77,1],["ieliśmy",77,1],["iliśmy",77,1],["łyśmy",73,4],["ałyśmy",81,1],["iałyśmy",82,1],["iłyśmy",81,1],["ały",73,1],["iały",85,1],["iły",73,1],["asz",-1,1],["esz",-1,1],["isz",-1,1],["ą",-1,1,(z) => z.r_R1()],["ącą",91,1],["ającą",92,1],["szącą",92,2],["ią",91,1,(z) => z.r_R1()],["ają",91,1],["szą",91,3],["iejszą",97,1],["ać",-1,1],["ieć",-1,1],["ić",-1,1],["ąć",-1,1],["aść",-1,1],["eść",-1,1],["ę",-1,1],["szę",105,2],["ał",-1,1],["iał",107,1],["ił",-1,1],["łaś",-1,4],["ałaś",110,1],["iałaś",111,1],["iłaś",110,1],["łeś",-1,4],["ałeś",114,1],["iałeś",115,1],["iłeś",114,1]];
const PolishStemmer_a_3 = [["ć",-1,1],["ń",-1,2],["ś",-1,3],["ź",-1,4]];
const PolishStemmer_as_3 = ["c","n","s","z"];
class PolishStemmer extends Stemmer {
I_p1 = 0;
r_mark_regions() {
this.I_p1 = this.limit;
if (!(this.go_out_grouping(PolishStemmer_g_v))) {
return false;
}
this.cursor += 1;
if (!(this.go_in_grouping(PolishStemmer_g_v))) {
return false;
}
this.cursor += 1;
this.I_p1 = this.cursor;
return true;
}
r_R1() {
return (this.I_p1 <= this.cursor);
}
r_remove_endings() {
let among_var, v_1, v_3, v_4, v_5, v_6;
v_1 = (this.limit - this.cursor);
lab0: {
if ((this.cursor < this.I_p1)) {
break lab0;
}
v_3 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if ((this.find_among_b(PolishStemmer_a_0) === 0)) {
this.limit_backward = v_3;
break lab0;
}
this.bra = this.cursor;
this.limit_backward = v_3;
this.slice_del();
}
this.cursor = (this.limit - v_1);
this.ket = this.cursor;
among_var = this.find_among_b(PolishStemmer_a_2);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
this.slice_del();
} else {
if ((among_var === 2)) {
this.slice_from("s");
} else {
if ((among_var === 3)) {
while (true) {
v_4 = (this.limit - this.cursor);
lab0: {
if (!(this.r_R1())) {
break lab0;
}
this.slice_del();
break;
}
this.cursor = (this.limit - v_4);
this.slice_from("s");
break;
}
} else {
if ((among_var === 4)) {
this.slice_from("ł");
} else {
this.slice_del();
v_5 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(PolishStemmer_a_1);
if ((among_var === 0)) {
this.cursor = (this.limit - v_5);
break lab0;
}
this.bra = this.cursor;
this.slice_from(PolishStemmer_as_1[(among_var - 1)]);
}
}
}
}
}
v_6 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "'"))) {
this.cursor = (this.limit - v_6);
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
}
return true;
}
r_normalize_consonant() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(PolishStemmer_a_3);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((this.cursor <= this.limit_backward)) {
return false;
}
this.slice_from(PolishStemmer_as_3[(among_var - 1)]);
return true;
}
stem() {
let v_1, v_2;
v_1 = this.cursor;
this.r_mark_regions();
this.cursor = v_1;
while (true) {
v_2 = this.cursor;
lab0: {
if (((this.cursor + 2) > this.limit)) {
break lab0;
}
this.cursor += 2;
this.limit_backward = this.cursor;
this.cursor = this.limit;
if (!(this.r_remove_endings())) {
break lab0;
}
this.cursor = this.limit_backward;
break;
}
this.cursor = v_2;
this.limit_backward = this.cursor;
this.cursor = this.limit;
if (!(this.r_normalize_consonant())) {
return false;
}
this.cursor = this.limit_backward;
break;
}
return true;
}
}
const PortugueseStemmer_g_v = new Set("aeiouáâéêíóôú");
const PortugueseStemmer_a_0 = [["",-1,3],["ã",0,1],["õ",0,2]];
const PortugueseStemmer_a_1 = [["",-1,3],["a~",0,1],["o~",0,2]];
const PortugueseStemmer_a_2 = [["ic",-1,-1],["ad",-1,-1],["os",-1,-1],["iv",-1,1]];
const PortugueseStemmer_a_3 = [["ante",-1,1],["avel",-1,1],["ível",-1,1]];
const PortugueseStemmer_a_4 = [["ic",-1,1],["abil",-1,1],["iv",-1,1]];
const PortugueseStemmer_a_5 = [["ica",-1,1],["ância",-1,1],["ência",-1,4],["logia",-1,2],["ira",-1,9],["adora",-1,1],["osa",-1,1],["ista",-1,1],["iva",-1,8],["eza",-1,1],["idade",-1,7],["ante",-1,1],["mente",-1,6],["amente",12,5],["ável",-1,1],["ível",-1,1],["ico",-1,1],["ismo",-1,1],["oso",-1,1],["amento",-1,1],["imento",-1,1],["ivo",-1,8],["aça~o",-1,1],["uça~o",-1,3],["ador",-1,1],["icas",-1,1],["ências",-1,4],["logias",-1,2],["iras",-1,9],["adoras",-1,1],["osas",-1,1],["istas",-1,1],["ivas",-1,8],["ezas",-1,1],["idades",-1,7],["adores",-1,1],["antes",-1,1],["aço~es",-1,1],["uço~es",-1,3],["icos",-1,1],["ismos",-1,1],["osos",-1,1],["amentos",-1,1],["imentos",-1,1],["ivos",-1,8]];
const PortugueseStemmer_a_6 = [["ada",-1,1],["ida",-1,1],["ia",-1,1],["aria",2,1],["eria",2,1],["iria",2,1],["ara",-1,1],["era",-1,1],["ira",-1,1],["ava",-1,1],["asse",-1,1],["esse",-1,1],["isse",-1,1],["aste",-1,1],["este",-1,1],["iste",-1,1],["ei",-1,1],["arei",16,1],["erei",16,1],["irei",16,1],["am",-1,1],["iam",20,1],["ariam",21,1],["eriam",21,1],["iriam",21,1],["aram",20,1],["eram",20,1],["iram",20,1],["avam",20,1],["em",-1,1],["arem",29,1],["erem",29,1],["irem",29,1],["assem",29,1],["essem",29,1],["issem",29,1],["ado",-1,1],["ido",-1,1],["ando",-1,1],["endo",-1,1],["indo",-1,1],["ara~o",-1,1],["era~o",-1,1],["ira~o",-1,1],["ar",-1,1],["er",-1,1],["ir",-1,1],["as",-1,1],["adas",47,1],["idas",47,1],["ias",47,1],["arias",50,1],["erias",50,1],["irias",50,1],["aras",47,1],["eras",47,1],["iras",47,1],["avas",47,1],["es",-1,1],["ardes",58,1],["erdes",58,1],["irdes",58,1],["ares",58,1],["eres",58,1],["ires",58,1],["asses",58,1],["esses",58,1],["isses",58,1],["astes",58,1],["estes",58,1],["istes",58,1],["is",-1,1],["ais",71,1],["eis",71,1],["areis",73,1],["ereis",73,1],["ireis",73,1],["áreis",73,1],["éreis",73,1],["íreis",73,1],["ásseis",73,1],["ésseis",73,1],["ísseis",73,1],["áveis",73,1],["íeis",73,1],["aríeis",84,1],["eríeis",84,1],["iríeis",84,1],["ados",-1,1],["idos",-1,1],["amos",-1,1],["áramos",90,1],["éramos",90,1],["íramos",90,1],["ávamos",90,1],["íamos",90,1],["aríamos",95,1],["eríamos",95,1],["iríamos",95,1],["emos",-1,1],["aremos",99,1],["eremos",99,1],["iremos",99,1],["ássemos",99,1],["êssemos",99,1],["íssemos",99,1],["imos",-1,1],["armos",-1,1],["ermos",-1,1],["irmos",-1,1],["ámos",-1,1],["arás",-1,1],["erás",-1,1],["irás",-1,1],["eu",-1,1],["iu",-1,1],["ou",-1,1],["ará",-1,1],["erá",-1,1],["irá",-1,1]];
const PortugueseStemmer_a_7 = [["a",-1,1],["i",-1,1],["o",-1,1],["os",-1,1],["á",-1,1],["í",-1,1],["ó",-1,1]];
const PortugueseStemmer_a_8 = [["e",-1,1],["ç",-1,2],["é",-1,1],["ê",-1,1]];
class PortugueseStemmer extends Stemmer {
I_p2 = 0;
I_p1 = 0;
I_pV = 0;
r_prelude() {
let among_var, v_1;
while (true) {
v_1 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(PortugueseStemmer_a_0);
this.ket = this.cursor;
if ((among_var === 1)) {
this.slice_from("a~");
} else {
if ((among_var === 2)) {
this.slice_from("o~");
} else {
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
}
continue;
}
this.cursor = v_1;
break;
}
return true;
}
r_mark_regions() {
let v_1, v_2, v_3, v_4, v_5;
this.I_pV = this.limit;
this.I_p1 = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
if (!(this.in_grouping(PortugueseStemmer_g_v))) {
break lab1;
}
while (true) {
v_3 = this.cursor;
lab2: {
if (!(this.out_grouping(PortugueseStemmer_g_v))) {
break lab2;
}
if (!(this.go_out_grouping(PortugueseStemmer_g_v))) {
break lab2;
}
this.cursor += 1;
break;
}
this.cursor = v_3;
if (!(this.in_grouping(PortugueseStemmer_g_v))) {
break lab1;
}
if (!(this.go_in_grouping(PortugueseStemmer_g_v))) {
break lab1;
}
this.cursor += 1;
break;
}
break;
}
this.cursor = v_2;
if (!(this.out_grouping(PortugueseStemmer_g_v))) {
break lab0;
}
while (true) {
v_4 = this.cursor;
lab1: {
if (!(this.out_grouping(PortugueseStemmer_g_v))) {
break lab1;
}
if (!(this.go_out_grouping(PortugueseStemmer_g_v))) {
break lab1;
}
this.cursor += 1;
break;
}
this.cursor = v_4;
if (!(this.in_grouping(PortugueseStemmer_g_v))) {
break lab0;
}
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
break;
}
break;
}
this.I_pV = this.cursor;
}
this.cursor = v_1;
v_5 = this.cursor;
lab0: {
if (!(this.go_out_grouping(PortugueseStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(PortugueseStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p1 = this.cursor;
if (!(this.go_out_grouping(PortugueseStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(PortugueseStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p2 = this.cursor;
}
this.cursor = v_5;
return true;
}
r_postlude() {
let among_var, v_1;
while (true) {
v_1 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(PortugueseStemmer_a_1);
this.ket = this.cursor;
if ((among_var === 1)) {
this.slice_from("ã");
} else {
if ((among_var === 2)) {
this.slice_from("õ");
} else {
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
}
continue;
}
this.cursor = v_1;
break;
}
return true;
}
r_RV() {
return (this.I_pV <= this.cursor);
}
r_R2() {
return (this.I_p2 <= this.cursor);
}
r_standard_suffix() {
let among_var, v_1, v_2, v_3, v_4;
this.ket = this.cursor;
among_var = this.find_among_b(PortugueseStemmer_a_5);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
} else {
if ((among_var === 2)) {
if (!(this.r_R2())) {
return false;
}
this.slice_from("log");
} else {
if ((among_var === 3)) {
if (!(this.r_R2())) {
return false;
}
this.slice_from("u");
} else {
if ((among_var === 4)) {
if (!(this.r_R2())) {
return false;
}
this.slice_from("ente");
} else {
if ((among_var === 5)) {
if ((this.I_p1 > this.cursor)) {
return false;
}
this.slice_del();
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(PortugueseStemmer_a_2);
if ((among_var === 0)) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.slice_del();
if ((among_var === 1)) {
this.ket = this.cursor;
if (!(this.eq_s_b("at"))) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.slice_del();
}
}
} else {
if ((among_var === 6)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
v_2 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if ((this.find_among_b(PortugueseStemmer_a_3) === 0)) {
this.cursor = (this.limit - v_2);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_2);
break lab0;
}
this.slice_del();
}
} else {
if ((among_var === 7)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
v_3 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if ((this.find_among_b(PortugueseStemmer_a_4) === 0)) {
this.cursor = (this.limit - v_3);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_3);
break lab0;
}
this.slice_del();
}
} else {
if ((among_var === 8)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
v_4 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (!(this.eq_s_b("at"))) {
this.cursor = (this.limit - v_4);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_4);
break lab0;
}
this.slice_del();
}
} else {
if (!(this.r_RV())) {
return false;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "e"))) {
return false;
}
this.cursor -= 1;
this.slice_from("ir");
}
}
}
}
}
}
}
}
return true;
}
r_verb_suffix() {
let v_2;
if ((this.cursor < this.I_pV)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_pV;
this.ket = this.cursor;
if ((this.find_among_b(PortugueseStemmer_a_6) === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.slice_del();
this.limit_backward = v_2;
return true;
}
r_residual_suffix() {
this.ket = this.cursor;
if ((this.find_among_b(PortugueseStemmer_a_7) === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_RV())) {
return false;
}
this.slice_del();
return true;
}
r_residual_form() {
let among_var, v_1, v_2, v_3;
this.ket = this.cursor;
among_var = this.find_among_b(PortugueseStemmer_a_8);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_RV())) {
return false;
}
this.slice_del();
this.ket = this.cursor;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "u"))) {
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
v_2 = (this.limit - this.cursor);
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "g"))) {
break lab0;
}
this.cursor -= 1;
this.cursor = (this.limit - v_2);
break;
}
this.cursor = (this.limit - v_1);
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "i"))) {
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
v_3 = (this.limit - this.cursor);
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "c"))) {
return false;
}
this.cursor -= 1;
this.cursor = (this.limit - v_3);
break;
}
if (!(this.r_RV())) {
return false;
}
this.slice_del();
} else {
this.slice_from("c");
}
return true;
}
stem() {
let v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
v_1 = this.cursor;
this.r_prelude();
this.cursor = v_1;
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_2 = (this.limit - this.cursor);
lab0: {
while (true) {
v_3 = (this.limit - this.cursor);
lab1: {
v_4 = (this.limit - this.cursor);
while (true) {
v_5 = (this.limit - this.cursor);
lab2: {
if (!(this.r_standard_suffix())) {
break lab2;
}
break;
}
this.cursor = (this.limit - v_5);
if (!(this.r_verb_suffix())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_4);
v_6 = (this.limit - this.cursor);
lab2: {
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "i"))) {
break lab2;
}
this.cursor -= 1;
this.bra = this.cursor;
v_7 = (this.limit - this.cursor);
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "c"))) {
break lab2;
}
this.cursor -= 1;
this.cursor = (this.limit - v_7);
if (!(this.r_RV())) {
break lab2;
}
this.slice_del();
}
this.cursor = (this.limit - v_6);
break;
}
this.cursor = (this.limit - v_3);
if (!(this.r_residual_suffix())) {
break lab0;
}
break;
}
}
this.cursor = (this.limit - v_2);
v_8 = (this.limit - this.cursor);
this.r_residual_form();
this.cursor = (this.limit - v_8);
this.cursor = this.limit_backward;
v_9 = this.cursor;
this.r_postlude();
this.cursor = v_9;
return true;
}
}
const RomanianStemmer_g_v = new Set("aeiouâîă");
const RomanianStemmer_a_0 = [["ş",-1,1],["ţ",-1,2]];
const RomanianStemmer_as_0 = ["ș","ț"];
const RomanianStemmer_a_1 = [["",-1,3],["I",0,1],["U",0,2]];
const RomanianStemmer_a_2 = [["ea",-1,3],["ația",-1,7],["aua",-1,2],["iua",-1,4],["ație",-1,7],["ele",-1,3],["ile",-1,5],["iile",6,4],["iei",-1,4],["atei",-1,6],["ii",-1,4],["ului",-1,1],["ul",-1,1],["elor",-1,3],["ilor",-1,4],["iilor",14,4]];
const RomanianStemmer_a_3 = [["icala",-1,4],["iciva",-1,4],["ativa",-1,5],["itiva",-1,6],["icale",-1,4],["ațiune",-1,5],["ițiune",-1,6],["atoare",-1,5],["itoare",-1,6],["ătoare",-1,5],["icitate",-1,4],["abilitate",-1,1],["ibilitate",-1,2],["ivitate",-1,3],["icive",-1,4],["ative",-1,5],["itive",-1,6],["icali",-1,4],["atori",-1,5],["icatori",18,4],["itori",-1,6],["ători",-1,5],["icitati",-1,4],["abilitati",-1,1],["ivitati",-1,3],["icivi",-1,4],["ativi",-1,5],["itivi",-1,6],["icităi",-1,4],["abilităi",-1,1],["ivităi",-1,3],["icități",-1,4],["abilități",-1,1],["ivități",-1,3],["ical",-1,4],["ator",-1,5],["icator",35,4],["itor",-1,6],["ător",-1,5],["iciv",-1,4],["ativ",-1,5],["itiv",-1,6],["icală",-1,4],["icivă",-1,4],["ativă",-1,5],["itivă",-1,6]];
const RomanianStemmer_as_3 = ["abil","ibil","iv","ic","at","it"];
const RomanianStemmer_a_4 = [["ica",-1,1],["abila",-1,1],["ibila",-1,1],["oasa",-1,1],["ata",-1,1],["ita",-1,1],["anta",-1,1],["ista",-1,3],["uta",-1,1],["iva",-1,1],["ic",-1,1],["ice",-1,1],["abile",-1,1],["ibile",-1,1],["isme",-1,3],["iune",-1,2],["oase",-1,1],["ate",-1,1],["itate",17,1],["ite",-1,1],["ante",-1,1],["iste",-1,3],["ute",-1,1],["ive",-1,1],["ici",-1,1],["abili",-1,1],["ibili",-1,1],["iuni",-1,2],["atori",-1,1],["osi",-1,1],["ati",-1,1],["itati",30,1],["iti",-1,1],["anti",-1,1],["isti",-1,3],["uti",-1,1],["iști",-1,3],["ivi",-1,1],["ităi",-1,1],["oși",-1,1],["ități",-1,1],["abil",-1,1],["ibil",-1,1],["ism",-1,3],["ator",-1,1],["os",-1,1],["at",-1,1],["it",-1,1],["ant",-1,1],["ist",-1,3],["ut",-1,1],["iv",-1,1],["ică",-1,1],["abilă",-1,1],["ibilă",-1,1],["oasă",-1,1],["ată",-1,1],["ită",-1,1],["antă",-1,1],["istă",-1,3],["ută",-1,1],["ivă",-1,1]];
const RomanianStemmer_a_5 = [["ea",-1,1],["ia",-1,1],["esc",-1,1],["ăsc",-1,1],["ind",-1,1],["ând",-1,1],["are",-1,1],["ere",-1,1],["ire",-1,1],["âre",-1,1],["se",-1,2],["ase",10,1],["sese",10,2],["ise",10,1],["use",10,1],["âse",10,1],["ește",-1,1],["ăște",-1,1],["eze",-1,1],["ai",-1,1],["eai",19,1],["iai",19,1],["sei",-1,2],["ești",-1,1],["ăști",-1,1],["ui",-1,1],["ezi",-1,1],["âi",-1,1],["ași",-1,1],["seși",-1,2],["aseși",29,1],["seseși",29,2],["iseși",29,1],["useși",29,1],["âseși",29,1],["iși",-1,1],["uși",-1,1],["âși",-1,1],["ați",-1,2],["eați",38,1],["iați",38,1],["eți",-1,2],["iți",-1,2],["âți",-1,2],["arăți",-1,1],["serăți",-1,2],["aserăți",45,1],["seserăți",45,2],["iserăți",45,1],["userăți",45,1],["âserăți",45,1],["irăți",-1,1],["urăți",-1,1],["ârăți",-1,1],["am",-1,1],["eam",54,1],["iam",54,1],["em",-1,2],["asem",57,1],["sesem",57,2],["isem",57,1],["usem",57,1],["âsem",57,1],["im",-1,2],["âm",-1,2],["ăm",-1,2],["arăm",65,1],["serăm",65,2],["aserăm",67,1],["seserăm",67,2],["iserăm",67,1],["userăm",67,1],["âserăm",67,1],["irăm",65,1],["urăm",65,1],["ârăm",65,1],["au",-1,1],["eau",76,1],["iau",76,1],["indu",-1,1],["ându",-1,1],["ez",-1,1],["ească",-1,1],["ară",-1,1],["seră",-1,2],["aseră",84,1],["seseră",84,2],["iseră",84,1],["useră",84,1],["âseră",84,1],["iră",-1,1],["ură",-1,1],["âră",-1,1],["ează",-1,1]];
const RomanianStemmer_a_6 = [["a",-1,1],["e",-1,1],["ie",1,1],["i",-1,1],["ă",-1,1]];
class RomanianStemmer extends Stemmer {
B_standard_suffix_removed = false;
I_p2 = 0;
I_p1 = 0;
I_pV = 0;
r_norm() {
let among_var, v_1, v_2, v_3;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
while (true) {
v_3 = this.cursor;
lab2: {
this.bra = this.cursor;
among_var = this.find_among(RomanianStemmer_a_0);
if ((among_var === 0)) {
break lab2;
}
this.ket = this.cursor;
this.slice_from(RomanianStemmer_as_0[(among_var - 1)]);
this.cursor = v_3;
break;
}
this.cursor = v_3;
if ((this.cursor >= this.limit)) {
break lab1;
}
this.cursor += 1;
}
continue;
}
this.cursor = v_2;
break;
}
}
this.cursor = v_1;
return true;
}
r_prelude() {
let v_1, v_2, v_3;
while (true) {
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
if (!(this.in_grouping(RomanianStemmer_g_v))) {
break lab1;
}
this.bra = this.cursor;
while (true) {
v_3 = this.cursor;
lab2: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "u"))) {
break lab2;
}
this.cursor += 1;
this.ket = this.cursor;
if (!(this.in_grouping(RomanianStemmer_g_v))) {
break lab2;
}
this.slice_from("U");
break;
}
this.cursor = v_3;
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "i"))) {
break lab1;
}
this.cursor += 1;
this.ket = this.cursor;
if (!(this.in_grouping(RomanianStemmer_g_v))) {
break lab1;
}
this.slice_from("I");
break;
}
this.cursor = v_2;
break;
}
this.cursor = v_2;
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
continue;
}
this.cursor = v_1;
break;
}
return true;
}
r_mark_regions() {
let v_1, v_2, v_3, v_4, v_5;
this.I_pV = this.limit;
this.I_p1 = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
if (!(this.in_grouping(RomanianStemmer_g_v))) {
break lab1;
}
while (true) {
v_3 = this.cursor;
lab2: {
if (!(this.out_grouping(RomanianStemmer_g_v))) {
break lab2;
}
if (!(this.go_out_grouping(RomanianStemmer_g_v))) {
break lab2;
}
this.cursor += 1;
break;
}
this.cursor = v_3;
if (!(this.in_grouping(RomanianStemmer_g_v))) {
break lab1;
}
if (!(this.go_in_grouping(RomanianStemmer_g_v))) {
break lab1;
}
this.cursor += 1;
break;
}
break;
}
this.cursor = v_2;
if (!(this.out_grouping(RomanianStemmer_g_v))) {
break lab0;
}
while (true) {
v_4 = this.cursor;
lab1: {
if (!(this.out_grouping(RomanianStemmer_g_v))) {
break lab1;
}
if (!(this.go_out_grouping(RomanianStemmer_g_v))) {
break lab1;
}
this.cursor += 1;
break;
}
this.cursor = v_4;
if (!(this.in_grouping(RomanianStemmer_g_v))) {
break lab0;
}
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
break;
}
break;
}
this.I_pV = this.cursor;
}
this.cursor = v_1;
v_5 = this.cursor;
lab0: {
if (!(this.go_out_grouping(RomanianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(RomanianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p1 = this.cursor;
if (!(this.go_out_grouping(RomanianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(RomanianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p2 = this.cursor;
}
this.cursor = v_5;
return true;
}
r_postlude() {
let among_var, v_1;
while (true) {
v_1 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(RomanianStemmer_a_1);
this.ket = this.cursor;
if ((among_var === 1)) {
this.slice_from("i");
} else {
if ((among_var === 2)) {
this.slice_from("u");
} else {
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
}
continue;
}
this.cursor = v_1;
break;
}
return true;
}
r_R1() {
return (this.I_p1 <= this.cursor);
}
r_step_0() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(RomanianStemmer_a_2);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
if ((among_var === 1)) {
this.slice_del();
} else {
if ((among_var === 2)) {
this.slice_from("a");
} else {
if ((among_var === 3)) {
this.slice_from("e");
} else {
if ((among_var === 4)) {
this.slice_from("i");
} else {
if ((among_var === 5)) {
lab0: {
if (!(this.eq_s_b("ab"))) {
break lab0;
}
return false;
}
this.slice_from("i");
} else {
if ((among_var === 6)) {
this.slice_from("at");
} else {
this.slice_from("ați");
}
}
}
}
}
}
return true;
}
r_combo_suffix() {
let among_var, v_1;
v_1 = (this.limit - this.cursor);
this.ket = this.cursor;
among_var = this.find_among_b(RomanianStemmer_a_3);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
this.slice_from(RomanianStemmer_as_3[(among_var - 1)]);
this.B_standard_suffix_removed = true;
this.cursor = (this.limit - v_1);
return true;
}
r_standard_suffix() {
let among_var, v_1;
this.B_standard_suffix_removed = false;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
if (!(this.r_combo_suffix())) {
break lab0;
}
continue;
}
this.cursor = (this.limit - v_1);
break;
}
this.ket = this.cursor;
among_var = this.find_among_b(RomanianStemmer_a_4);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((this.I_p2 > this.cursor)) {
return false;
}
if ((among_var === 1)) {
this.slice_del();
} else {
if ((among_var === 2)) {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ț"))) {
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_from("t");
} else {
this.slice_from("ist");
}
}
this.B_standard_suffix_removed = true;
return true;
}
r_verb_suffix() {
let among_var, v_2;
if ((this.cursor < this.I_pV)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_pV;
this.ket = this.cursor;
among_var = this.find_among_b(RomanianStemmer_a_5);
if ((among_var === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
while (true) {
lab0: {
if (!(this.out_grouping_b(RomanianStemmer_g_v))) {
break lab0;
}
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "u"))) {
this.limit_backward = v_2;
return false;
}
this.cursor -= 1;
break;
}
this.slice_del();
} else {
this.slice_del();
}
this.limit_backward = v_2;
return true;
}
r_vowel_suffix() {
this.ket = this.cursor;
if ((this.find_among_b(RomanianStemmer_a_6) === 0)) {
return false;
}
this.bra = this.cursor;
if ((this.I_pV > this.cursor)) {
return false;
}
this.slice_del();
return true;
}
stem() {
let v_1, v_2, v_3, v_4, v_5, v_6;
this.r_norm();
v_1 = this.cursor;
this.r_prelude();
this.cursor = v_1;
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_2 = (this.limit - this.cursor);
this.r_step_0();
this.cursor = (this.limit - v_2);
v_3 = (this.limit - this.cursor);
this.r_standard_suffix();
this.cursor = (this.limit - v_3);
v_4 = (this.limit - this.cursor);
lab0: {
while (true) {
lab1: {
if (!(this.B_standard_suffix_removed)) {
break lab1;
}
break;
}
if (!(this.r_verb_suffix())) {
break lab0;
}
break;
}
}
this.cursor = (this.limit - v_4);
v_5 = (this.limit - this.cursor);
this.r_vowel_suffix();
this.cursor = (this.limit - v_5);
this.cursor = this.limit_backward;
v_6 = this.cursor;
this.r_postlude();
this.cursor = v_6;
return true;
}
}
const RussianStemmer_g_v = new Set("аеиоуыэюя");
const RussianStemmer_a_0 = [["в",-1,1],["ив",0,2],["ыв",0,2],["вши",-1,1],["ивши",3,2],["ывши",3,2],["вшись",-1,1],["ившись",6,2],["ывшись",6,2]];
const RussianStemmer_a_1 = [["ее",-1,1],["ие",-1,1],["ое",-1,1],["ые",-1,1],["ими",-1,1],["ыми",-1,1],["ей",-1,1],["ий",-1,1],["ой",-1,1],["ый",-1,1],["ем",-1,1],["им",-1,1],["ом",-1,1],["ым",-1,1],["его",-1,1],["ого",-1,1],["ему",-1,1],["ому",-1,1],["их",-1,1],["ых",-1,1],["ею",-1,1],["ою",-1,1],["ую",-1,1],["юю",-1,1],["ая",-1,1],["яя",-1,1]];
const RussianStemmer_a_2 = [["ем",-1,1],["нн",-1,1],["вш",-1,1],["ивш",2,2],["ывш",2,2],["щ",-1,1],["ющ",5,1],["ующ",6,2]];
const RussianStemmer_a_3 = [["сь",-1,1],["ся",-1,1]];
const RussianStemmer_a_4 = [["ла",-1,1],["ила",0,2],["ыла",0,2],["на",-1,1],["ена",3,2],["ете",-1,1],["ите",-1,2],["йте",-1,1],["ейте",7,2],["уйте",7,2],["ли",-1,1],["или",10,2],["ыли",10,2],["й",-1,1],["ей",13,2],["уй",13,2],["л",-1,1],["ил",16,2],["ыл",16,2],["ем",-1,1],["им",-1,2],["ым",-1,2],["н",-1,1],["ен",22,2],["ло",-1,1],["ило",24,2],["ыло",24,2],["но",-1,1],["ено",27,2],["нно",27,1],["ет",-1,1],["ует",30,2],["ит",-1,2],["ыт",-1,2],["ют",-1,1],["уют",34,2],["ят",-1,2],["ны",-1,1],["ены",37,2],["ть",-1,1],["ить",39,2],["ыть",39,2],["ешь",-1,1],["ишь",-1,2],["ю",-1,2],["ую",44,2]];
const RussianStemmer_a_5 = [["а",-1,1],["ев",-1,1],["ов",-1,1],["е",-1,1],["ие",3,1],["ье",3,1],["и",-1,1],["еи",6,1],["ии",6,1],["ами",6,1],["ями",6,1],["иями",10,1],["й",-1,1],["ей",12,1],["ией",13,1],["ий",12,1],["ой",12,1],["ам",-1,1],["ем",-1,1],["ием",18,1],["ом",-1,1],["ям",-1,1],["иям",21,1],["о",-1,1],["у",-1,1],["ах",-1,1],["ях",-1,1],["иях",26,1],["ы",-1,1],["ь",-1,1],["ю",-1,1],["ию",30,1],["ью",30,1],["я",-1,1],["ия",33,1],["ья",33,1]];
const RussianStemmer_a_6 = [["ост",-1,1],["ость",-1,1]];
const RussianStemmer_a_7 = [["ейше",-1,1],["н",-1,2],["ейш",-1,1],["ь",-1,3]];
class RussianStemmer extends Stemmer {
I_p2 = 0;
I_pV = 0;
r_mark_regions() {
let v_1;
this.I_pV = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
if (!(this.go_out_grouping(RussianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_pV = this.cursor;
if (!(this.go_in_grouping(RussianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_out_grouping(RussianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(RussianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p2 = this.cursor;
}
this.cursor = v_1;
return true;
}
r_perfective_gerund() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(RussianStemmer_a_0);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
while (true) {
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "а"))) {
break lab0;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "я"))) {
return false;
}
this.cursor -= 1;
break;
}
this.slice_del();
} else {
this.slice_del();
}
return true;
}
r_adjective() {
this.ket = this.cursor;
if ((this.find_among_b(RussianStemmer_a_1) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
return true;
}
r_adjectival() {
let among_var, v_1;
if (!(this.r_adjective())) {
return false;
}
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(RussianStemmer_a_2);
if ((among_var === 0)) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.bra = this.cursor;
if ((among_var === 1)) {
while (true) {
lab1: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "а"))) {
break lab1;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "я"))) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.cursor -= 1;
break;
}
this.slice_del();
} else {
this.slice_del();
}
}
return true;
}
r_reflexive() {
this.ket = this.cursor;
if ((this.find_among_b(RussianStemmer_a_3) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
return true;
}
r_verb() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(RussianStemmer_a_4);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
while (true) {
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "а"))) {
break lab0;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "я"))) {
return false;
}
this.cursor -= 1;
break;
}
this.slice_del();
} else {
this.slice_del();
}
return true;
}
r_noun() {
this.ket = this.cursor;
if ((this.find_among_b(RussianStemmer_a_5) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
return true;
}
r_derivational() {
this.ket = this.cursor;
if ((this.find_among_b(RussianStemmer_a_6) === 0)) {
return false;
}
this.bra = this.cursor;
if ((this.I_p2 > this.cursor)) {
return false;
}
this.slice_del();
return true;
}
r_tidy_up() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(RussianStemmer_a_7);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
this.slice_del();
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "н"))) {
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "н"))) {
return false;
}
this.cursor -= 1;
this.slice_del();
} else {
if ((among_var === 2)) {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "н"))) {
return false;
}
this.cursor -= 1;
this.slice_del();
} else {
this.slice_del();
}
}
return true;
}
stem() {
let v_1, v_10, v_11, v_12, v_2, v_3, v_5, v_6, v_7, v_8, v_9;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
while (true) {
v_3 = this.cursor;
lab2: {
this.bra = this.cursor;
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "ё"))) {
break lab2;
}
this.cursor += 1;
this.ket = this.cursor;
this.cursor = v_3;
break;
}
this.cursor = v_3;
if ((this.cursor >= this.limit)) {
break lab1;
}
this.cursor += 1;
}
this.slice_from("е");
continue;
}
this.cursor = v_2;
break;
}
}
this.cursor = v_1;
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
if ((this.cursor < this.I_pV)) {
return false;
}
v_5 = this.limit_backward;
this.limit_backward = this.I_pV;
v_6 = (this.limit - this.cursor);
lab0: {
while (true) {
v_7 = (this.limit - this.cursor);
lab1: {
if (!(this.r_perfective_gerund())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_7);
v_8 = (this.limit - this.cursor);
lab1: {
if (!(this.r_reflexive())) {
this.cursor = (this.limit - v_8);
break lab1;
}
}
while (true) {
v_9 = (this.limit - this.cursor);
lab1: {
if (!(this.r_adjectival())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_9);
lab1: {
if (!(this.r_verb())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_9);
if (!(this.r_noun())) {
break lab0;
}
break;
}
break;
}
}
this.cursor = (this.limit - v_6);
v_10 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "и"))) {
this.cursor = (this.limit - v_10);
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
}
v_11 = (this.limit - this.cursor);
this.r_derivational();
this.cursor = (this.limit - v_11);
v_12 = (this.limit - this.cursor);
this.r_tidy_up();
this.cursor = (this.limit - v_12);
this.limit_backward = v_5;
this.cursor = this.limit_backward;
return true;
}
}
const SerbianStemmer_g_v = new Set("aeiou");
const SerbianStemmer_g_sa = new Set("ćčđšž");
const SerbianStemmer_g_ca = new Set("bcdfghjklmnprstvzćčđšž");
const SerbianStemmer_g_rg = new Set("r");
const SerbianStemmer_a_0 = [["а",-1,1],["б",-1,2],["в",-1,3],["г",-1,4],["д",-1,5],["е",-1,7],["ж",-1,8],["з",-1,9],["и",-1,10],["к",-1,12],["л",-1,13],["м",-1,15],["н",-1,16],["о",-1,18],["п",-1,19],["р",-1,20],["с",-1,21],["т",-1,22],["у",-1,24],["ф",-1,25],["х",-1,26],["ц",-1,27],["ч",-1,28],["ш",-1,30],["ђ",-1,6],["ј",-1,11],["љ",-1,14],["њ",-1,17],["ћ",-1,23],["џ",-1,29]];
const SerbianStemmer_as_0 = ["a","b","v","g","d","đ","e","ž","z","i","j","k","l","lj","m","n","nj","o","p","r","s","t","ć","u","f","h","c","č","dž","š"];
const SerbianStemmer_a_1 = [["daba",-1,73],["ajaca",-1,12],["ejaca",-1,14],["ljaca",-1,13],["njaca",-1,85],["ojaca",-1,15],["alaca",-1,82],["elaca",-1,83],["olaca",-1,84],["maca",-1,75],["naca",-1,76],["raca",-1,81],["saca",-1,80],["vaca",-1,79],["šaca",-1,18],["aoca",-1,82],["acaka",-1,55],["ajaka",-1,16],["ojaka",-1,17],["anaka",-1,78],["ataka",-1,58],["etaka",-1,59],["itaka",-1,60],["otaka",-1,61],["utaka",-1,62],["ačaka",-1,54],["esama",-1,67],["izama",-1,87],["jacima",-1,5],["nicima",-1,23],["ticima",-1,24],["teticima",30,21],["zicima",-1,25],["atcima",-1,58],["utcima",-1,62],["čcima",-1,74],["pesima",-1,2],["inzima",-1,19],["lozima",-1,1],["metara",-1,68],["centara",-1,69],["istara",-1,70],["ekata",-1,86],["anata",-1,53],["nstava",-1,22],["kustava",-1,29],["ajac",-1,12],["ejac",-1,14],["ljac",-1,13],["njac",-1,85],["anjac",49,11],["ojac",-1,15],["alac",-1,82],["elac",-1,83],["olac",-1,84],["mac",-1,75],["nac",-1,76],["rac",-1,81],["sac",-1,80],["vac",-1,79],["šac",-1,18],["jebe",-1,88],["olce",-1,84],["kuse",-1,27],["rave",-1,42],["save",-1,52],["šave",-1,51],["baci",-1,89],["jaci",-1,5],["tvenici",-1,20],["snici",-1,26],["tetici",-1,21],["bojci",-1,4],["vojci",-1,3],["ojsci",-1,66],["atci",-1,58],["itci",-1,60],["utci",-1,62],["čci",-1,74],["pesi",-1,2],["inzi",-1,19],["lozi",-1,1],["acak",-1,55],["usak",-1,57],["atak",-1,58],["etak",-1,59],["itak",-1,60],["otak",-1,61],["utak",-1,62],["ačak",-1,54],["ušak",-1,56],["izam",-1,87],["tican",-1,65],["cajan",-1,7],["čajan",-1,6],["voljan",-1,77],["eskan",-1,63],["alan",-1,40],["bilan",-1,33],["gilan",-1,37],["nilan",-1,39],["rilan",-1,38],["silan",-1,36],["tilan",-1,34],["avilan",-1,35],["laran",-1,9],["eran",-1,8],["asan",-1,91],["esan",-1,10],["dusan",-1,31],["kusan",-1,28],["atan",-1,47],["pletan",-1,50],["tetan",-1,49],["antan",-1,32],["pravan",-1,44],["stavan",-1,43],["sivan",-1,46],["tivan",-1,45],["ozan",-1,41],["tičan",-1,64],["ašan",-1,90],["dušan",-1,30],["metar",-1,68],["centar",-1,69],["istar",-1,70],["ekat",-1,86],["enat",-1,48],["oscu",-1,72],["ošću",-1,71]];
const SerbianStemmer_a_2 = [["aca",-1,124],["eca",-1,125],["uca",-1,126],["ga",-1,20],["acega",3,124],["ecega",3,125],["ucega",3,126],["anjijega",3,84],["enjijega",3,85],["snjijega",3,122],["šnjijega",3,86],["kijega",3,95],["skijega",11,1],["škijega",11,2],["elijega",3,83],["nijega",3,13],["osijega",3,123],["atijega",3,120],["evitijega",3,92],["ovitijega",3,93],["astijega",3,94],["avijega",3,77],["evijega",3,78],["ivijega",3,79],["ovijega",3,80],["ošijega",3,91],["anjega",3,84],["enjega",3,85],["snjega",3,122],["šnjega",3,86],["kega",3,95],["skega",30,1],["škega",30,2],["elega",3,83],["nega",3,13],["anega",34,10],["enega",34,87],["snega",34,159],["šnega",34,88],["osega",3,123],["atega",3,120],["evitega",3,92],["ovitega",3,93],["astega",3,94],["avega",3,77],["evega",3,78],["ivega",3,79],["ovega",3,80],["aćega",3,14],["ećega",3,15],["ućega",3,16],["ošega",3,91],["acoga",3,124],["ecoga",3,125],["ucoga",3,126],["anjoga",3,84],["enjoga",3,85],["snjoga",3,122],["šnjoga",3,86],["koga",3,95],["skoga",59,1],["škoga",59,2],["loga",3,19],["eloga",62,83],["noga",3,13],["cinoga",64,137],["činoga",64,89],["osoga",3,123],["atoga",3,120],["evitoga",3,92],["ovitoga",3,93],["astoga",3,94],["avoga",3,77],["evoga",3,78],["ivoga",3,79],["ovoga",3,80],["aćoga",3,14],["ećoga",3,15],["ućoga",3,16],["ošoga",3,91],["uga",3,18],["aja",-1,109],["caja",81,26],["laja",81,30],["raja",81,31],["ćaja",81,28],["čaja",81,27],["đaja",81,29],["bija",-1,32],["cija",-1,33],["dija",-1,34],["fija",-1,40],["gija",-1,39],["anjija",-1,84],["enjija",-1,85],["snjija",-1,122],["šnjija",-1,86],["kija",-1,95],["skija",97,1],["škija",97,2],["lija",-1,24],["elija",100,83],["mija",-1,37],["nija",-1,13],["ganija",103,9],["manija",103,6],["panija",103,7],["ranija",103,8],["tanija",103,5],["pija",-1,41],["rija",-1,42],["rarija",110,21],["sija",-1,23],["osija",112,123],["tija",-1,44],["atija",114,120],["evitija",114,92],["ovitija",114,93],["otija",114,22],["astija",114,94],["avija",-1,77],["evija",-1,78],["ivija",-1,79],["ovija",-1,80],["zija",-1,45],["ošija",-1,91],["žija",-1,38],["anja",-1,84],["enja",-1,85],["snja",-1,122],["šnja",-1,86],["ka",-1,95],["ska",131,1],["ška",131,2],["ala",-1,104],["acala",134,128],["astajala",134,106],["istajala",134,107],["ostajala",134,108],["ijala",134,47],["injala",134,114],["nala",134,46],["irala",134,100],["urala",134,105],["tala",134,113],["astala",144,110],["istala",144,111],["ostala",144,112],["avala",134,97],["evala",134,96],["ivala",134,98],["ovala",134,76],["uvala",134,99],["ačala",134,102],["ela",-1,83],["ila",-1,116],["acila",155,124],["lucila",155,121],["nila",155,103],["astanila",158,110],["istanila",158,111],["ostanila",158,112],["rosila",155,127],["jetila",155,118],["ozila",155,48],["ačila",155,101],["lučila",155,117],["rošila",155,90],["ola",-1,50],["asla",-1,115],["nula",-1,13],["gama",-1,20],["logama",171,19],["ugama",171,18],["ajama",-1,109],["cajama",174,26],["lajama",174,30],["rajama",174,31],["ćajama",174,28],["čajama",174,27],["đajama",174,29],["bijama",-1,32],["cijama",-1,33],["dijama",-1,34],["fijama",-1,40],["gijama",-1,39],["lijama",-1,35],["mijama",-1,37],["nijama",-1,36],["ganijama",188,9],["manijama",188,6],["panijama",188,7],["ranijama",188,8],["tanijama",188,5],["pijama",-1,41],["rijama",-1,42],["sijama",-1,43],["tijama",-1,44],["zijama",-1,45],["žijama",-1,38],["alama",-1,104],["ijalama",200,47],["nalama",200,46],["elama",-1,119],["ilama",-1,116],["ramama",-1,52],["lemama",-1,51],["inama",-1,11],["cinama",207,137],["činama",207,89],["rama",-1,52],["arama",210,53],["drama",210,54],["erama",210,55],["orama",210,56],["basama",-1,135],["gasama",-1,131],["jasama",-1,129],["kasama",-1,133],["nasama",-1,132],["tasama",-1,130],["vasama",-1,134],["esama",-1,152],["isama",-1,154],["etama",-1,70],["estama",-1,71],["istama",-1,72],["kstama",-1,73],["ostama",-1,74],["avama",-1,77],["evama",-1,78],["ivama",-1,79],["bašama",-1,63],["gašama",-1,64],["jašama",-1,61],["kašama",-1,62],["našama",-1,60],["tašama",-1,59],["vašama",-1,65],["ešama",-1,66],["išama",-1,67],["lema",-1,51],["acima",-1,124],["ecima",-1,125],["ucima",-1,126],["ajima",-1,109],["cajima",245,26],["lajima",245,30],["rajima",245,31],["ćajima",245,28],["čajima",245,27],["đajima",245,29],["bijima",-1,32],["cijima",-1,33],["dijima",-1,34],["fijima",-1,40],["gijima",-1,39],["anjijima",-1,84],["enjijima",-1,85],["snjijima",-1,122],["šnjijima",-1,86],["kijima",-1,95],["skijima",261,1],["škijima",261,2],["lijima",-1,35],["elijima",264,83],["mijima",-1,37],["nijima",-1,13],["ganijima",267,9],["manijima",267,6],["panijima",267,7],["ranijima",267,8],["tanijima",267,5],["pijima",-1,41],["rijima",-1,42],["sijima",-1,43],["osijima",275,123],["tijima",-1,44],["atijima",277,120],["evitijima",277,92],["ovitijima",277,93],["astijima",277,94],["avijima",-1,77],["evijima",-1,78],["ivijima",-1,79],["ovijima",-1,80],["zijima",-1,45],["ošijima",-1,91],["žijima",-1,38],["anjima",-1,84],["enjima",-1,85],["snjima",-1,122],["šnjima",-1,86],["kima",-1,95],["skima",293,1],["škima",293,2],["alima",-1,104],["ijalima",296,47],["nalima",296,46],["elima",-1,83],["ilima",-1,116],["ozilima",300,48],["olima",-1,50],["lemima",-1,51],["nima",-1,13],["anima",304,10],["inima",304,11],["cinima",306,137],["činima",306,89],["onima",304,12],["arima",-1,53],["drima",-1,54],["erima",-1,55],["orima",-1,56],["basima",-1,135],["gasima",-1,131],["jasima",-1,129],["kasima",-1,133],["nasima",-1,132],["tasima",-1,130],["vasima",-1,134],["esima",-1,57],["isima",-1,58],["osima",-1,123],["atima",-1,120],["ikatima",324,68],["latima",324,69],["etima",-1,70],["evitima",-1,92],["ovitima",-1,93],["astima",-1,94],["estima",-1,71],["istima",-1,72],["kstima",-1,73],["ostima",-1,74],["ištima",-1,75],["avima",-1,77],["evima",-1,78],["ajevima",337,109],["cajevima",338,26],["lajevima",338,30],["rajevima",338,31],["ćajevima",338,28],["čajevima",338,27],["đajevima",338,29],["ivima",-1,79],["ovima",-1,80],["govima",346,20],["ugovima",347,17],["lovima",346,82],["olovima",349,49],["movima",346,81],["onovima",346,12],["stvima",-1,3],["štvima",-1,4],["aćima",-1,14],["ećima",-1,15],["ućima",-1,16],["bašima",-1,63],["gašima",-1,64],["jašima",-1,61],["kašima",-1,62],["našima",-1,60],["tašima",-1,59],["vašima",-1,65],["ešima",-1,66],["išima",-1,67],["ošima",-1,91],["na",-1,13],["ana",368,10],["acana",369,128],["urana",369,105],["tana",369,113],["avana",369,97],["evana",369,96],["ivana",369,98],["uvana",369,99],["ačana",369,102],["acena",368,124],["lucena",368,121],["ačena",368,101],["lučena",368,117],["ina",368,11],["cina",382,137],["anina",382,10],["čina",382,89],["ona",368,12],["ara",-1,53],["dra",-1,54],["era",-1,55],["ora",-1,56],["basa",-1,135],["gasa",-1,131],["jasa",-1,129],["kasa",-1,133],["nasa",-1,132],["tasa",-1,130],["vasa",-1,134],["esa",-1,57],["isa",-1,58],["osa",-1,123],["ata",-1,120],["ikata",401,68],["lata",401,69],["eta",-1,70],["evita",-1,92],["ovita",-1,93],["asta",-1,94],["esta",-1,71],["ista",-1,72],["ksta",-1,73],["osta",-1,74],["nuta",-1,13],["išta",-1,75],["ava",-1,77],["eva",-1,78],["ajeva",415,109],["cajeva",416,26],["lajeva",416,30],["rajeva",416,31],["ćajeva",416,28],["čajeva",416,27],["đajeva",416,29],["iva",-1,79],["ova",-1,80],["gova",424,20],["ugova",425,17],["lova",424,82],["olova",427,49],["mova",424,81],["onova",424,12],["stva",-1,3],["štva",-1,4],["aća",-1,14],["eća",-1,15],["uća",-1,16],["baša",-1,63],["gaša",-1,64],["jaša",-1,61],["kaša",-1,62],["naša",-1,60],["taša",-1,59],["vaša",-1,65],["eša",-1,66],["iša",-1,67],["oša",-1,91],["ace",-1,124],["ece",-1,125],["uce",-1,126],["luce",448,121],["astade",-1,110],["istade",-1,111],["ostade",-1,112],["ge",-1,20],["loge",453,19],["uge",453,18],["aje",-1,104],["caje",456,26],["laje",456,30],["raje",456,31],["astaje",456,106],["istaje",456,107],["ostaje",456,108],["ćaje",456,28],["čaje",456,27],["đaje",456,29],["ije",-1,116],["bije",466,32],["cije",466,33],["dije",466,34],["fije",466,40],["gije",466,39],["anjije",466,84],["enjije",466,85],["snjije",466,122],["šnjije",466,86],["kije",466,95],["skije",476,1],["škije",476,2],["lije",466,35],["elije",479,83],["mije",466,37],["nije",466,13],["ganije",482,9],["manije",482,6],["panije",482,7],["ranije",482,8],["tanije",482,5],["pije",466,41],["rije",466,42],["sije",466,43],["osije",490,123],["tije",466,44],["atije",492,120],["evitije",492,92],["ovitije",492,93],["astije",492,94],["avije",466,77],["evije",466,78],["ivije",466,79],["ovije",466,80],["zije",466,45],["ošije",466,91],["žije",466,38],["anje",-1,84],["enje",-1,85],["snje",-1,122],["šnje",-1,86],["uje",-1,25],["lucuje",508,121],["iruje",508,100],["lučuje",508,117],["ke",-1,95],["ske",512,1],["ške",512,2],["ale",-1,104],["acale",515,128],["astajale",515,106],["istajale",515,107],["ostajale",515,108],["ijale",515,47],["injale",515,114],["nale",515,46],["irale",515,100],["urale",515,105],["tale",515,113],["astale",525,110],["istale",525,111],["ostale",525,112],["avale",515,97],["evale",515,96],["ivale",515,98],["ovale",515,76],["uvale",515,99],["ačale",515,102],["ele",-1,83],["ile",-1,116],["acile",536,124],["lucile",536,121],["nile",536,103],["rosile",536,127],["jetile",536,118],["ozile",536,48],["ačile",536,101],["lučile",536,117],["rošile",536,90],["ole",-1,50],["asle",-1,115],["nule",-1,13],["rame",-1,52],["leme",-1,51],["acome",-1,124],["ecome",-1,125],["ucome",-1,126],["anjome",-1,84],["enjome",-1,85],["snjome",-1,122],["šnjome",-1,86],["kome",-1,95],["skome",558,1],["škome",558,2],["elome",-1,83],["nome",-1,13],["cinome",562,137],["činome",562,89],["osome",-1,123],["atome",-1,120],["evitome",-1,92],["ovitome",-1,93],["astome",-1,94],["avome",-1,77],["evome",-1,78],["ivome",-1,79],["ovome",-1,80],["aćome",-1,14],["ećome",-1,15],["ućome",-1,16],["ošome",-1,91],["ne",-1,13],["ane",578,10],["acane",579,128],["urane",579,105],["tane",579,113],["astane",582,110],["istane",582,111],["ostane",582,112],["avane",579,97],["evane",579,96],["ivane",579,98],["uvane",579,99],["ačane",579,102],["acene",578,124],["lucene",578,121],["ačene",578,101],["lučene",578,117],["ine",578,11],["cine",595,137],["anine",595,10],["čine",595,89],["one",578,12],["are",-1,53],["dre",-1,54],["ere",-1,55],["ore",-1,56],["ase",-1,161],["base",604,135],["acase",604,128],["gase",604,131],["jase",604,129],["astajase",608,138],["istajase",608,139],["ostajase",608,140],["injase",608,150],["kase",604,133],["nase",604,132],["irase",604,155],["urase",604,156],["tase",604,130],["vase",604,134],["avase",618,144],["evase",618,145],["ivase",618,146],["ovase",618,148],["uvase",618,147],["ese",-1,57],["ise",-1,58],["acise",625,124],["lucise",625,121],["rosise",625,127],["jetise",625,149],["ose",-1,123],["astadose",630,141],["istadose",630,142],["ostadose",630,143],["ate",-1,104],["acate",634,128],["ikate",634,68],["late",634,69],["irate",634,100],["urate",634,105],["tate",634,113],["avate",634,97],["evate",634,96],["ivate",634,98],["uvate",634,99],["ačate",634,102],["ete",-1,70],["astadete",646,110],["istadete",646,111],["ostadete",646,112],["astajete",646,106],["istajete",646,107],["ostajete",646,108],["ijete",646,116],["injete",646,114],["ujete",646,25],["lucujete",655,121],["irujete",655,100],["lučujete",655,117],["nete",646,13],["astanete",659,110],["istanete",659,111],["ostanete",659,112],["astete",646,115],["ite",-1,116],["acite",664,124],["lucite",664,121],["nite",664,13],["astanite",667,110],["istanite",667,111],["ostanite",667,112],["rosite",664,127],["jetite",664,118],["astite",664,115],["evite",664,92],["ovite",664,93],["ačite",664,101],["lučite",664,117],["rošite",664,90],["ajte",-1,104],["urajte",679,105],["tajte",679,113],["astajte",681,106],["istajte",681,107],["ostajte",681,108],["avajte",679,97],["evajte",679,96],["ivajte",679,98],["uvajte",679,99],["ijte",-1,116],["lucujte",-1,121],["irujte",-1,100],["lučujte",-1,117],["aste",-1,94],["acaste",693,128],["astajaste",693,106],["istajaste",693,107],["ostajaste",693,108],["injaste",693,114],["iraste",693,100],["uraste",693,105],["taste",693,113],["avaste",693,97],["evaste",693,96],["ivaste",693,98],["ovaste",693,76],["uvaste",693,99],["ačaste",693,102],["este",-1,71],["iste",-1,72],["aciste",709,124],["luciste",709,121],["niste",709,103],["rosiste",709,127],["jetiste",709,118],["ačiste",709,101],["lučiste",709,117],["rošiste",709,90],["kste",-1,73],["oste",-1,74],["astadoste",719,110],["istadoste",719,111],["ostadoste",719,112],["nuste",-1,13],["ište",-1,75],["ave",-1,77],["eve",-1,78],["ajeve",726,109],["cajeve",727,26],["lajeve",727,30],["rajeve",727,31],["ćajeve",727,28],["čajeve",727,27],["đajeve",727,29],["ive",-1,79],["ove",-1,80],["gove",735,20],["ugove",736,17],["love",735,82],["olove",738,49],["move",735,81],["onove",735,12],["aće",-1,14],["eće",-1,15],["uće",-1,16],["ače",-1,101],["luče",-1,117],["aše",-1,104],["baše",747,63],["gaše",747,64],["jaše",747,61],["astajaše",750,106],["istajaše",750,107],["ostajaše",750,108],["injaše",750,114],["kaše",747,62],["naše",747,60],["iraše",747,100],["uraše",747,105],["taše",747,59],["vaše",747,65],["avaše",760,97],["evaše",760,96],["ivaše",760,98],["ovaše",760,76],["uvaše",760,99],["ačaše",747,102],["eše",-1,66],["iše",-1,67],["jetiše",768,118],["ačiše",768,101],["lučiše",768,117],["rošiše",768,90],["oše",-1,91],["astadoše",773,110],["istadoše",773,111],["ostadoše",773,112],["aceg",-1,124],["eceg",-1,125],["uceg",-1,126],["anjijeg",-1,84],["enjijeg",-1,85],["snjijeg",-1,122],["šnjijeg",-1,86],["kijeg",-1,95],["skijeg",784,1],["škijeg",784,2],["elijeg",-1,83],["nijeg",-1,13],["osijeg",-1,123],["atijeg",-1,120],["evitijeg",-1,92],["ovitijeg",-1,93],["astijeg",-1,94],["avijeg",-1,77],["evijeg",-1,78],["ivijeg",-1,79],["ovijeg",-1,80],["ošijeg",-1,91],["anjeg",-1,84],["enjeg",-1,85],["snjeg",-1,122],["šnjeg",-1,86],["keg",-1,95],["eleg",-1,83],["neg",-1,13],["aneg",805,10],["eneg",805,87],["sneg",805,159],["šneg",805,88],["oseg",-1,123],["ateg",-1,120],["aveg",-1,77],["eveg",-1,78],["iveg",-1,79],["oveg",-1,80],["aćeg",-1,14],["ećeg",-1,15],["ućeg",-1,16],["ošeg",-1,91],["acog",-1,124],["ecog",-1,125],["ucog",-1,126],["anjog",-1,84],["enjog",-1,85],["snjog",-1,122],["šnjog",-1,86],["kog",-1,95],["skog",827,1],["škog",827,2],["elog",-1,83],["nog",-1,13],["cinog",831,137],["činog",831,89],["osog",-1,123],["atog",-1,120],["evitog",-1,92],["ovitog",-1,93],["astog",-1,94],["avog",-1,77],["evog",-1,78],["ivog",-1,79],["ovog",-1,80],["aćog",-1,14],["ećog",-1,15],["ućog",-1,16],["ošog",-1,91],["ah",-1,104],["acah",847,128],["astajah",847,106],["istajah",847,107],["ostajah",847,108],["injah",847,114],["irah",847,100],["urah",847,105],["tah",847,113],["avah",847,97],["evah",847,96],["ivah",847,98],["ovah",847,76],["uvah",847,99],["ačah",847,102],["ih",-1,116],["acih",862,124],["ecih",862,125],["ucih",862,126],["lucih",865,121],["anjijih",862,84],["enjijih",862,85],["snjijih",862,122],["šnjijih",862,86],["kijih",862,95],["skijih",871,1],["škijih",871,2],["elijih",862,83],["nijih",862,13],["osijih",862,123],["atijih",862,120],["evitijih",862,92],["ovitijih",862,93],["astijih",862,94],["avijih",862,77],["evijih",862,78],["ivijih",862,79],["ovijih",862,80],["ošijih",862,91],["anjih",862,84],["enjih",862,85],["snjih",862,122],["šnjih",862,86],["kih",862,95],["skih",890,1],["ških",890,2],["elih",862,83],["nih",862,13],["cinih",894,137],["činih",894,89],["osih",862,123],["rosih",897,127],["atih",862,120],["jetih",862,118],["evitih",862,92],["ovitih",862,93],["astih",862,94],["avih",862,77],["evih",862,78],["ivih",862,79],["ovih",862,80],["aćih",862,14],["ećih",862,15],["ućih",862,16],["ačih",862,101],["lučih",862,117],["oših",862,91],["roših",913,90],["astadoh",-1,110],["istadoh",-1,111],["ostadoh",-1,112],["acuh",-1,124],["ecuh",-1,125],["ucuh",-1,126],["aćuh",-1,14],["ećuh",-1,15],["ućuh",-1,16],["aci",-1,124],["aceci",-1,124],["ieci",-1,162],["ajuci",-1,161],["irajuci",927,155],["urajuci",927,156],["astajuci",927,138],["istajuci",927,139],["ostajuci",927,140],["avajuci",927,144],["evajuci",927,145],["ivajuci",927,146],["uvajuci",927,147],["ujuci",-1,157],["lucujuci",937,121],["irujuci",937,155],["luci",-1,121],["nuci",-1,164],["etuci",-1,153],["astuci",-1,136],["gi",-1,20],["ugi",944,18],["aji",-1,109],["caji",946,26],["laji",946,30],["raji",946,31],["ćaji",946,28],["čaji",946,27],["đaji",946,29],["biji",-1,32],["ciji",-1,33],["diji",-1,34],["fiji",-1,40],["giji",-1,39],["anjiji",-1,84],["enjiji",-1,85],["snjiji",-1,122],["šnjiji",-1,86],["kiji",-1,95],["skiji",962,1],["škiji",962,2],["liji",-1,35],["eliji",965,83],["miji",-1,37],["niji",-1,13],["ganiji",968,9],["maniji",968,6],["paniji",968,7],["raniji",968,8],["taniji",968,5],["piji",-1,41],["riji",-1,42],["siji",-1,43],["osiji",976,123],["tiji",-1,44],["atiji",978,120],["evitiji",978,92],["ovitiji",978,93],["astiji",978,94],["aviji",-1,77],["eviji",-1,78],["iviji",-1,79],["oviji",-1,80],["ziji",-1,45],["ošiji",-1,91],["žiji",-1,38],["anji",-1,84],["enji",-1,85],["snji",-1,122],["šnji",-1,86],["ki",-1,95],["ski",994,1],["ški",994,2],["ali",-1,104],["acali",997,128],["astajali",997,106],["istajali",997,107],["ostajali",997,108],["ijali",997,47],["injali",997,114],["nali",997,46],["irali",997,100],["urali",997,105],["tali",997,113],["astali",1007,110],["istali",1007,111],["ostali",1007,112],["avali",997,97],["evali",997,96],["ivali",997,98],["ovali",997,76],["uvali",997,99],["ačali",997,102],["eli",-1,83],["ili",-1,116],["acili",1018,124],["lucili",1018,121],["nili",1018,103],["rosili",1018,127],["jetili",1018,118],["ozili",1018,48],["ačili",1018,101],["lučili",1018,117],["rošili",1018,90],["oli",-1,50],["asli",-1,115],["nuli",-1,13],["rami",-1,52],["lemi",-1,51],["ni",-1,13],["ani",1033,10],["acani",1034,128],["urani",1034,105],["tani",1034,113],["avani",1034,97],["evani",1034,96],["ivani",1034,98],["uvani",1034,99],["ačani",1034,102],["aceni",1033,124],["luceni",1033,121],["ačeni",1033,101],["lučeni",1033,117],["ini",1033,11],["cini",1047,137],["čini",1047,89],["oni",1033,12],["ari",-1,53],["dri",-1,54],["eri",-1,55],["ori",-1,56],["basi",-1,135],["gasi",-1,131],["jasi",-1,129],["kasi",-1,133],["nasi",-1,132],["tasi",-1,130],["vasi",-1,134],["esi",-1,152],["isi",-1,154],["osi",-1,123],["avsi",-1,161],["acavsi",1065,128],["iravsi",1065,155],["tavsi",1065,160],["etavsi",1068,153],["astavsi",1068,141],["istavsi",1068,142],["ostavsi",1068,143],["ivsi",-1,162],["nivsi",1073,158],["rosivsi",1073,127],["nuvsi",-1,164],["ati",-1,104],["acati",1077,128],["astajati",1077,106],["istajati",1077,107],["ostajati",1077,108],["injati",1077,114],["ikati",1077,68],["lati",1077,69],["irati",1077,100],["urati",1077,105],["tati",1077,113],["astati",1087,110],["istati",1087,111],["ostati",1087,112],["avati",1077,97],["evati",1077,96],["ivati",1077,98],["ovati",1077,76],["uvati",1077,99],["ačati",1077,102],["eti",-1,70],["iti",-1,116],["aciti",1098,124],["luciti",1098,121],["niti",1098,103],["rositi",1098,127],["jetiti",1098,118],["eviti",1098,92],["oviti",1098,93],["ačiti",1098,101],["lučiti",1098,117],["rošiti",1098,90],["asti",-1,94],["esti",-1,71],["isti",-1,72],["ksti",-1,73],["osti",-1,74],["nuti",-1,13],["avi",-1,77],["evi",-1,78],["ajevi",1116,109],["cajevi",1117,26],["lajevi",1117,30],["rajevi",1117,31],["ćajevi",1117,28],["čajevi",1117,27],["đajevi",1117,29],["ivi",-1,79],["ovi",-1,80],["govi",1125,20],["ugovi",1126,17],["lovi",1125,82],["olovi",1128,49],["movi",1125,81],["onovi",1125,12],["ieći",-1,116],["ačeći",-1,101],["ajući",-1,104],["irajući",1134,100],["urajući",1134,105],["astajući",1134,106],["istajući",1134,107],["ostajući",1134,108],["avajući",1134,97],["evajući",1134,96],["ivajući",1134,98],["uvajući",1134,99],["ujući",-1,25],["irujući",1144,100],["lučujući",1144,117],["nući",-1,13],["etući",-1,70],["astući",-1,115],["ači",-1,101],["luči",-1,117],["baši",-1,63],["gaši",-1,64],["jaši",-1,61],["kaši",-1,62],["naši",-1,60],["taši",-1,59],["vaši",-1,65],["eši",-1,66],["iši",-1,67],["oši",-1,91],["avši",-1,104],["iravši",1162,100],["tavši",1162,113],["etavši",1164,70],["astavši",1164,110],["istavši",1164,111],["ostavši",1164,112],["ačavši",1162,102],["ivši",-1,116],["nivši",1170,103],["rošivši",1170,90],["nuvši",-1,13],["aj",-1,104],["uraj",1174,105],["taj",1174,113],["avaj",1174,97],["evaj",1174,96],["ivaj",1174,98],["uvaj",1174,99],["ij",-1,116],["acoj",-1,124],["ecoj",-1,125],["ucoj",-1,126],["anjijoj",-1,84],["enjijoj",-1,85],["snjijoj",-1,122],["šnjijoj",-1,86],["kijoj",-1,95],["skijoj",1189,1],["škijoj",1189,2],["elijoj",-1,83],["nijoj",-1,13],["osijoj",-1,123],["evitijoj",-1,92],["ovitijoj",-1,93],["astijoj",-1,94],["avijoj",-1,77],["evijoj",-1,78],["ivijoj",-1,79],["ovijoj",-1,80],["ošijoj",-1,91],["anjoj",-1,84],["enjoj",-1,85],["snjoj",-1,122],["šnjoj",-1,86],["koj",-1,95],["skoj",1207,1],["škoj",1207,2],["aloj",-1,104],["eloj",-1,83],["noj",-1,13],["cinoj",1212,137],["činoj",1212,89],["osoj",-1,123],["atoj",-1,120],["evitoj",-1,92],["ovitoj",-1,93],["astoj",-1,94],["avoj",-1,77],["evoj",-1,78],["ivoj",-1,79],["ovoj",-1,80],["aćoj",-1,14],["ećoj",-1,15],["ućoj",-1,16],["ošoj",-1,91],["lucuj",-1,121],["iruj",-1,100],["lučuj",-1,117],["al",-1,104],["iral",1231,100],["ural",1231,105],["el",-1,119],["il",-1,116],["am",-1,104],["acam",1236,128],["iram",1236,100],["uram",1236,105],["tam",1236,113],["avam",1236,97],["evam",1236,96],["ivam",1236,98],["uvam",1236,99],["ačam",1236,102],["em",-1,119],["acem",1246,124],["ecem",1246,125],["ucem",1246,126],["astadem",1246,110],["istadem",1246,111],["ostadem",1246,112],["ajem",1246,104],["cajem",1253,26],["lajem",1253,30],["rajem",1253,31],["astajem",1253,106],["istajem",1253,107],["ostajem",1253,108],["ćajem",1253,28],["čajem",1253,27],["đajem",1253,29],["ijem",1246,116],["anjijem",1263,84],["enjijem",1263,85],["snjijem",1263,123],["šnjijem",1263,86],["kijem",1263,95],["skijem",1268,1],["škijem",1268,2],["lijem",1263,24],["elijem",1271,83],["nijem",1263,13],["rarijem",1263,21],["sijem",1263,23],["osijem",1275,123],["atijem",1263,120],["evitijem",1263,92],["ovitijem",1263,93],["otijem",1263,22],["astijem",1263,94],["avijem",1263,77],["evijem",1263,78],["ivijem",1263,79],["ovijem",1263,80],["ošijem",1263,91],["anjem",1246,84],["enjem",1246,85],["injem",1246,114],["snjem",1246,122],["šnjem",1246,86],["ujem",1246,25],["lucujem",1292,121],["irujem",1292,100],["lučujem",1292,117],["kem",1246,95],["skem",1296,1],["škem",1296,2],["elem",1246,83],["nem",1246,13],["anem",1300,10],["astanem",1301,110],["istanem",1301,111],["ostanem",1301,112],["enem",1300,87],["snem",1300,159],["šnem",1300,88],["basem",1246,135],["gasem",1246,131],["jasem",1246,129],["kasem",1246,133],["nasem",1246,132],["tasem",1246,130],["vasem",1246,134],["esem",1246,152],["isem",1246,154],["osem",1246,123],["atem",1246,120],["etem",1246,70],["evitem",1246,92],["ovitem",1246,93],["astem",1246,94],["istem",1246,151],["ištem",1246,75],["avem",1246,77],["evem",1246,78],["ivem",1246,79],["aćem",1246,14],["ećem",1246,15],["ućem",1246,16],["bašem",1246,63],["gašem",1246,64],["jašem",1246,61],["kašem",1246,62],["našem",1246,60],["tašem",1246,59],["vašem",1246,65],["ešem",1246,66],["išem",1246,67],["ošem",1246,91],["im",-1,116],["acim",1341,124],["ecim",1341,125],["ucim",1341,126],["lucim",1344,121],["anjijim",1341,84],["enjijim",1341,85],["snjijim",1341,122],["šnjijim",1341,86],["kijim",1341,95],["skijim",1350,1],["škijim",1350,2],["elijim",1341,83],["nijim",1341,13],["osijim",1341,123],["atijim",1341,120],["evitijim",1341,92],["ovitijim",1341,93],["astijim",1341,94],["avijim",1341,77],["evijim",1341,78],["ivijim",1341,79],["ovijim",1341,80],["ošijim",1341,91],["anjim",1341,84],["enjim",1341,85],["snjim",1341,122],["šnjim",1341,86],["kim",1341,95],["skim",1369,1],["škim",1369,2],["elim",1341,83],["nim",1341,13],["cinim",1373,137],["činim",1373,89],["osim",1341,123],["rosim",1376,127],["atim",1341,120],["jetim",1341,118],["evitim",1341,92],["ovitim",1341,93],["astim",1341,94],["avim",1341,77],["evim",1341,78],["ivim",1341,79],["ovim",1341,80],["aćim",1341,14],["ećim",1341,15],["ućim",1341,16],["ačim",1341,101],["lučim",1341,117],["ošim",1341,91],["rošim",1392,90],["acom",-1,124],["ecom",-1,125],["ucom",-1,126],["gom",-1,20],["logom",1397,19],["ugom",1397,18],["bijom",-1,32],["cijom",-1,33],["dijom",-1,34],["fijom",-1,40],["gijom",-1,39],["lijom",-1,35],["mijom",-1,37],["nijom",-1,36],["ganijom",1407,9],["manijom",1407,6],["panijom",1407,7],["ranijom",1407,8],["tanijom",1407,5],["pijom",-1,41],["rijom",-1,42],["sijom",-1,43],["tijom",-1,44],["zijom",-1,45],["žijom",-1,38],["anjom",-1,84],["enjom",-1,85],["snjom",-1,122],["šnjom",-1,86],["kom",-1,95],["skom",1423,1],["škom",1423,2],["alom",-1,104],["ijalom",1426,47],["nalom",1426,46],["elom",-1,83],["ilom",-1,116],["ozilom",1430,48],["olom",-1,50],["ramom",-1,52],["lemom",-1,51],["nom",-1,13],["anom",1435,10],["inom",1435,11],["cinom",1437,137],["aninom",1437,10],["činom",1437,89],["onom",1435,12],["arom",-1,53],["drom",-1,54],["erom",-1,55],["orom",-1,56],["basom",-1,135],["gasom",-1,131],["jasom",-1,129],["kasom",-1,133],["nasom",-1,132],["tasom",-1,130],["vasom",-1,134],["esom",-1,57],["isom",-1,58],["osom",-1,123],["atom",-1,120],["ikatom",1456,68],["latom",1456,69],["etom",-1,70],["evitom",-1,92],["ovitom",-1,93],["astom",-1,94],["estom",-1,71],["istom",-1,72],["kstom",-1,73],["ostom",-1,74],["avom",-1,77],["evom",-1,78],["ivom",-1,79],["ovom",-1,80],["lovom",1470,82],["movom",1470,81],["stvom",-1,3],["štvom",-1,4],["aćom",-1,14],["ećom",-1,15],["ućom",-1,16],["bašom",-1,63],["gašom",-1,64],["jašom",-1,61],["kašom",-1,62],["našom",-1,60],["tašom",-1,59],["vašom",-1,65],["ešom",-1,66],["išom",-1,67],["ošom",-1,91],["an",-1,104],["acan",1488,128],["iran",1488,100],["uran",1488,105],["tan",1488,113],["avan",1488,97],["evan",1488,96],["ivan",1488,98],["uvan",1488,99],["ačan",1488,102],["acen",-1,124],["lucen",-1,121],["ačen",-1,101],["lučen",-1,117],["anin",-1,10],["ao",-1,104],["acao",1503,128],["astajao",1503,106],["istajao",1503,107],["ostajao",1503,108],["injao",1503,114],["irao",1503,100],["urao",1503,105],["tao",1503,113],["astao",1511,110],["istao",1511,111],["ostao",1511,112],["avao",1503,97],["evao",1503,96],["ivao",1503,98],["ovao",1503,76],["uvao",1503,99],["ačao",1503,102],["go",-1,20],["ugo",1521,18],["io",-1,116],["acio",1523,124],["lucio",1523,121],["lio",1523,24],["nio",1523,103],["rario",1523,21],["sio",1523,23],["rosio",1529,127],["jetio",1523,118],["otio",1523,22],["ačio",1523,101],["lučio",1523,117],["rošio",1523,90],["bijo",-1,32],["cijo",-1,33],["dijo",-1,34],["fijo",-1,40],["gijo",-1,39],["lijo",-1,35],["mijo",-1,37],["nijo",-1,36],["pijo",-1,41],["rijo",-1,42],["sijo",-1,43],["tijo",-1,44],["zijo",-1,45],["žijo",-1,38],["anjo",-1,84],["enjo",-1,85],["snjo",-1,122],["šnjo",-1,86],["ko",-1,95],["sko",1554,1],["ško",1554,2],["alo",-1,104],["acalo",1557,128],["astajalo",1557,106],["istajalo",1557,107],["ostajalo",1557,108],["ijalo",1557,47],["injalo",1557,114],["nalo",1557,46],["iralo",1557,100],["uralo",1557,105],["talo",1557,113],["astalo",1567,110],["istalo",1567,111],["ostalo",1567,112],["avalo",1557,97],["evalo",1557,96],["ivalo",1557,98],["ovalo",1557,76],["uvalo",1557,99],["ačalo",1557,102],["elo",-1,83],["ilo",-1,116],["acilo",1578,124],["lucilo",1578,121],["nilo",1578,103],["rosilo",1578,127],["jetilo",1578,118],["ačilo",1578,101],["lučilo",1578,117],["rošilo",1578,90],["aslo",-1,115],["nulo",-1,13],["amo",-1,104],["acamo",1589,128],["ramo",1589,52],["iramo",1591,100],["uramo",1591,105],["tamo",1589,113],["avamo",1589,97],["evamo",1589,96],["ivamo",1589,98],["uvamo",1589,99],["ačamo",1589,102],["emo",-1,119],["astademo",1600,110],["istademo",1600,111],["ostademo",1600,112],["astajemo",1600,106],["istajemo",1600,107],["ostajemo",1600,108],["ijemo",1600,116],["injemo",1600,114],["ujemo",1600,25],["lucujemo",1609,121],["irujemo",1609,100],["lučujemo",1609,117],["lemo",1600,51],["nemo",1600,13],["astanemo",1614,110],["istanemo",1614,111],["ostanemo",1614,112],["etemo",1600,70],["astemo",1600,115],["imo",-1,116],["acimo",1620,124],["lucimo",1620,121],["nimo",1620,13],["astanimo",1623,110],["istanimo",1623,111],["ostanimo",1623,112],["rosimo",1620,127],["etimo",1620,70],["jetimo",1628,118],["astimo",1620,115],["ačimo",1620,101],["lučimo",1620,117],["rošimo",1620,90],["ajmo",-1,104],["urajmo",1634,105],["tajmo",1634,113],["astajmo",1636,106],["istajmo",1636,107],["ostajmo",1636,108],["avajmo",1634,97],["evajmo",1634,96],["ivajmo",1634,98],["uvajmo",1634,99],["ijmo",-1,116],["ujmo",-1,25],["lucujmo",1645,121],["irujmo",1645,100],["lučujmo",1645,117],["asmo",-1,104],["acasmo",1649,128],["astajasmo",1649,106],["istajasmo",1649,107],["ostajasmo",1649,108],["injasmo",1649,114],["irasmo",1649,100],["urasmo",1649,105],["tasmo",1649,113],["avasmo",1649,97],["evasmo",1649,96],["ivasmo",1649,98],["ovasmo",1649,76],["uvasmo",1649,99],["ačasmo",1649,102],["ismo",-1,116],["acismo",1664,124],["lucismo",1664,121],["nismo",1664,103],["rosismo",1664,127],["jetismo",1664,118],["ačismo",1664,101],["lučismo",1664,117],["rošismo",1664,90],["astadosmo",-1,110],["istadosmo",-1,111],["ostadosmo",-1,112],["nusmo",-1,13],["no",-1,13],["ano",1677,104],["acano",1678,128],["urano",1678,105],["tano",1678,113],["avano",1678,97],["evano",1678,96],["ivano",1678,98],["uvano",1678,99],["ačano",1678,102],["aceno",1677,124],["luceno",1677,121],["ačeno",1677,101],["lučeno",1677,117],["ino",1677,11],["cino",1691,137],["čino",1691,89],["ato",-1,120],["ikato",1694,68],["lato",1694,69],["eto",-1,70],["evito",-1,92],["ovito",-1,93],["asto",-1,94],["esto",-1,71],["isto",-1,72],["ksto",-1,73],["osto",-1,74],["nuto",-1,13],["nuo",-1,13],["avo",-1,77],["evo",-1,78],["ivo",-1,79],["ovo",-1,80],["stvo",-1,3],["štvo",-1,4],["as",-1,161],["acas",1713,128],["iras",1713,155],["uras",1713,156],["tas",1713,160],["avas",1713,144],["evas",1713,145],["ivas",1713,146],["uvas",1713,147],["es",-1,163],["astades",1722,141],["istades",1722,142],["ostades",1722,143],["astajes",1722,138],["istajes",1722,139],["ostajes",1722,140],["ijes",1722,162],["injes",1722,150],["ujes",1722,157],["lucujes",1731,121],["irujes",1731,155],["nes",1722,164],["astanes",1734,141],["istanes",1734,142],["ostanes",1734,143],["etes",1722,153],["astes",1722,136],["is",-1,162],["acis",1740,124],["lucis",1740,121],["nis",1740,158],["rosis",1740,127],["jetis",1740,149],["at",-1,104],["acat",1746,128],["astajat",1746,106],["istajat",1746,107],["ostajat",1746,108],["injat",1746,114],["irat",1746,100],["urat",1746,105],["tat",1746,113],["astat",1754,110],["istat",1754,111],["ostat",1754,112],["avat",1746,97],["evat",1746,96],["ivat",1746,98],["irivat",1760,100],["ovat",1746,76],["uvat",1746,99],["ačat",1746,102],["it",-1,116],["acit",1765,124],["lucit",1765,121],["rosit",1765,127],["jetit",1765,118],["ačit",1765,101],["lučit",1765,117],["rošit",1765,90],["nut",-1,13],["astadu",-1,110],["istadu",-1,111],["ostadu",-1,112],["gu",-1,20],["logu",1777,19],["ugu",1777,18],["ahu",-1,104],["acahu",1780,128],["astajahu",1780,106],["istajahu",1780,107],["ostajahu",1780,108],["injahu",1780,114],["irahu",1780,100],["urahu",1780,105],["avahu",1780,97],["evahu",1780,96],["ivahu",1780,98],["ovahu",1780,76],["uvahu",1780,99],["ačahu",1780,102],["aju",-1,104],["caju",1794,26],["acaju",1795,128],["laju",1794,30],["raju",1794,31],["iraju",1798,100],["uraju",1798,105],["taju",1794,113],["astaju",1801,106],["istaju",1801,107],["ostaju",1801,108],["avaju",1794,97],["evaju",1794,96],["ivaju",1794,98],["uvaju",1794,99],["ćaju",1794,28],["čaju",1794,27],["ačaju",1810,102],["đaju",1794,29],["iju",-1,116],["biju",1813,32],["ciju",1813,33],["diju",1813,34],["fiju",1813,40],["giju",1813,39],["anjiju",1813,84],["enjiju",1813,85],["snjiju",1813,122],["šnjiju",1813,86],["kiju",1813,95],["liju",1813,24],["eliju",1824,83],["miju",1813,37],["niju",1813,13],["ganiju",1827,9],["maniju",1827,6],["paniju",1827,7],["raniju",1827,8],["taniju",1827,5],["piju",1813,41],["riju",1813,42],["rariju",1834,21],["siju",1813,23],["osiju",1836,123],["tiju",1813,44],["atiju",1838,120],["otiju",1838,22],["aviju",1813,77],["eviju",1813,78],["iviju",1813,79],["oviju",1813,80],["ziju",1813,45],["ošiju",1813,91],["žiju",1813,38],["anju",-1,84],["enju",-1,85],["snju",-1,122],["šnju",-1,86],["uju",-1,25],["lucuju",1852,121],["iruju",1852,100],["lučuju",1852,117],["ku",-1,95],["sku",1856,1],["šku",1856,2],["alu",-1,104],["ijalu",1859,47],["nalu",1859,46],["elu",-1,83],["ilu",-1,116],["ozilu",1863,48],["olu",-1,50],["ramu",-1,52],["acemu",-1,124],["ecemu",-1,125],["ucemu",-1,126],["anjijemu",-1,84],["enjijemu",-1,85],["snjijemu",-1,122],["šnjijemu",-1,86],["kijemu",-1,95],["skijemu",1874,1],["škijemu",1874,2],["elijemu",-1,83],["nijemu",-1,13],["osijemu",-1,123],["atijemu",-1,120],["evitijemu",-1,92],["ovitijemu",-1,93],["astijemu",-1,94],["avijemu",-1,77],["evijemu",-1,78],["ivijemu",-1,79],["ovijemu",-1,80],["ošijemu",-1,91],["anjemu",-1,84],["enjemu",-1,85],["snjemu",-1,122],["šnjemu",-1,86],["kemu",-1,95],["skemu",1893,1],["škemu",1893,2],["lemu",-1,51],["elemu",1896,83],["nemu",-1,13],["anemu",1898,10],["enemu",1898,87],["snemu",1898,159],["šnemu",1898,88],["osemu",-1,123],["atemu",-1,120],["evitemu",-1,92],["ovitemu",-1,93],["astemu",-1,94],["avemu",-1,77],["evemu",-1,78],["ivemu",-1,79],["ovemu",-1,80],["aćemu",-1,14],["ećemu",-1,15],["ućemu",-1,16],["ošemu",-1,91],["acomu",-1,124],["ecomu",-1,125],["ucomu",-1,126],["anjomu",-1,84],["enjomu",-1,85],["snjomu",-1,122],["šnjomu",-1,86],["komu",-1,95],["skomu",1923,1],["škomu",1923,2],["elomu",-1,83],["nomu",-1,13],["cinomu",1927,137],["činomu",1927,89],["osomu",-1,123],["atomu",-1,120],["evitomu",-1,92],["ovitomu",-1,93],["astomu",-1,94],["avomu",-1,77],["evomu",-1,78],["ivomu",-1,79],["ovomu",-1,80],["aćomu",-1,14],["ećomu",-1,15],["ućomu",-1,16],["ošomu",-1,91],["nu",-1,13],["anu",1943,10],["astanu",1944,110],["istanu",1944,111],["ostanu",1944,112],["inu",1943,11],["cinu",1948,137],["aninu",1948,10],["činu",1948,89],["onu",1943,12],["aru",-1,53],["dru",-1,54],["eru",-1,55],["oru",-1,56],["basu",-1,135],["gasu",-1,131],["jasu",-1,129],["kasu",-1,133],["nasu",-1,132],["tasu",-1,130],["vasu",-1,134],["esu",-1,57],["isu",-1,58],["osu",-1,123],["atu",-1,120],["ikatu",1967,68],["latu",1967,69],["etu",-1,70],["evitu",-1,92],["ovitu",-1,93],["astu",-1,94],["estu",-1,71],["istu",-1,72],["kstu",-1,73],["ostu",-1,74],["ištu",-1,75],["avu",-1,77],["evu",-1,78],["ivu",-1,79],["ovu",-1,80],["lovu",1982,82],["movu",1982,81],["stvu",-1,3],["štvu",-1,4],["bašu",-1,63],["gašu",-1,64],["jašu",-1,61],["kašu",-1,62],["našu",-1,60],["tašu",-1,59],["vašu",-1,65],["ešu",-1,66],["išu",-1,67],["ošu",-1,91],["avav",-1,97],["evav",-1,96],["ivav",-1,98],["uvav",-1,99],["kov",-1,95],["aš",-1,104],["iraš",2002,100],["uraš",2002,105],["taš",2002,113],["avaš",2002,97],["evaš",2002,96],["ivaš",2002,98],["uvaš",2002,99],["ačaš",2002,102],["eš",-1,119],["astadeš",2011,110],["istadeš",2011,111],["ostadeš",2011,112],["astaješ",2011,106],["istaješ",2011,107],["ostaješ",2011,108],["iješ",2011,116],["inješ",2011,114],["uješ",2011,25],["iruješ",2020,100],["lučuješ",2020,117],["neš",2011,13],["astaneš",2023,110],["istaneš",2023,111],["ostaneš",2023,112],["eteš",2011,70],["asteš",2011,115],["iš",-1,116],["niš",2029,103],["jetiš",2029,118],["ačiš",2029,101],["lučiš",2029,117],["rošiš",2029,90]];
const SerbianStemmer_a_3 = [["a",-1,1],["oga",0,1],["ama",0,1],["ima",0,1],["ena",0,1],["e",-1,1],["og",-1,1],["anog",6,1],["enog",6,1],["anih",-1,1],["enih",-1,1],["i",-1,1],["ani",11,1],["eni",11,1],["anoj",-1,1],["enoj",-1,1],["anim",-1,1],["enim",-1,1],["om",-1,1],["enom",18,1],["o",-1,1],["ano",20,1],["eno",20,1],["ost",-1,1],["u",-1,1],["enu",24,1]];
class SerbianStemmer extends Stemmer {
I_p1 = 0;
B_no_diacritics = false;
r_cyr_to_lat() {
let among_var, v_1, v_2, v_3;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
while (true) {
v_3 = this.cursor;
lab2: {
this.bra = this.cursor;
among_var = this.find_among(SerbianStemmer_a_0);
if ((among_var === 0)) {
break lab2;
}
this.ket = this.cursor;
this.slice_from(SerbianStemmer_as_0[(among_var - 1)]);
this.cursor = v_3;
break;
}
this.cursor = v_3;
if ((this.cursor >= this.limit)) {
break lab1;
}
this.cursor += 1;
}
continue;
}
this.cursor = v_2;
break;
}
}
this.cursor = v_1;
return true;
}
r_prelude() {
let v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
while (true) {
v_3 = this.cursor;
lab2: {
if (!(this.in_grouping(SerbianStemmer_g_ca))) {
break lab2;
}
this.bra = this.cursor;
if (!(this.eq_s("ije"))) {
break lab2;
}
this.ket = this.cursor;
if (!(this.in_grouping(SerbianStemmer_g_ca))) {
break lab2;
}
this.slice_from("e");
this.cursor = v_3;
break;
}
this.cursor = v_3;
if ((this.cursor >= this.limit)) {
break lab1;
}
this.cursor += 1;
}
continue;
}
this.cursor = v_2;
break;
}
}
this.cursor = v_1;
v_4 = this.cursor;
lab0: {
while (true) {
v_5 = this.cursor;
lab1: {
while (true) {
v_6 = this.cursor;
lab2: {
if (!(this.in_grouping(SerbianStemmer_g_ca))) {
break lab2;
}
this.bra = this.cursor;
if (!(this.eq_s("je"))) {
break lab2;
}
this.ket = this.cursor;
if (!(this.in_grouping(SerbianStemmer_g_ca))) {
break lab2;
}
this.slice_from("e");
this.cursor = v_6;
break;
}
this.cursor = v_6;
if ((this.cursor >= this.limit)) {
break lab1;
}
this.cursor += 1;
}
continue;
}
this.cursor = v_5;
break;
}
}
this.cursor = v_4;
v_7 = this.cursor;
lab0: {
while (true) {
v_8 = this.cursor;
lab1: {
while (true) {
v_9 = this.cursor;
lab2: {
this.bra = this.cursor;
if (!(this.eq_s("dj"))) {
break lab2;
}
this.ket = this.cursor;
this.slice_from("đ");
this.cursor = v_9;
break;
}
this.cursor = v_9;
if ((this.cursor >= this.limit)) {
break lab1;
}
this.cursor += 1;
}
continue;
}
this.cursor = v_8;
break;
}
}
this.cursor = v_7;
return true;
}
r_mark_regions() {
let v_1, v_2, v_3;
this.B_no_diacritics = true;
v_1 = this.cursor;
lab0: {
if (!(this.go_out_grouping(SerbianStemmer_g_sa))) {
break lab0;
}
this.cursor += 1;
this.B_no_diacritics = false;
}
this.cursor = v_1;
this.I_p1 = this.limit;
v_2 = this.cursor;
lab0: {
if (!(this.go_out_grouping(SerbianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p1 = this.cursor;
if ((this.I_p1 >= 2)) {
break lab0;
}
if (!(this.go_in_grouping(SerbianStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p1 = this.cursor;
}
this.cursor = v_2;
v_3 = this.cursor;
lab0: {
while (true) {
lab1: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "r"))) {
break lab1;
}
this.cursor += 1;
break;
}
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
while (true) {
lab1: {
if ((this.cursor < 2)) {
break lab1;
}
break;
}
if (!(this.go_in_grouping(SerbianStemmer_g_rg))) {
break lab0;
}
this.cursor += 1;
break;
}
if (((this.I_p1 - this.cursor) <= 1)) {
break lab0;
}
this.I_p1 = this.cursor;
}
this.cursor = v_3;
return true;
}
r_R1() {
return (this.I_p1 <= this.cursor);
}
r_Step_1() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(SerbianStemmer_a_1);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
this.slice_from("loga");
} else {
if ((among_var === 2)) {
this.slice_from("peh");
} else {
if ((among_var === 3)) {
this.slice_from("vojka");
} else {
if ((among_var === 4)) {
this.slice_from("bojka");
} else {
if ((among_var === 5)) {
this.slice_from("jak");
} else {
if ((among_var === 6)) {
this.slice_from("čajni");
} else {
if ((among_var === 7)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("cajni");
} else {
if ((among_var === 8)) {
this.slice_from("erni");
} else {
if ((among_var === 9)) {
this.slice_from("larni");
} else {
if ((among_var === 10)) {
this.slice_from("esni");
} else {
if ((among_var === 11)) {
this.slice_from("anjca");
} else {
if ((among_var === 12)) {
this.slice_from("ajca");
} else {
if ((among_var === 13)) {
this.slice_from("ljca");
} else {
if ((among_var === 14)) {
this.slice_from("ejca");
} else {
if ((among_var === 15)) {
this.slice_from("ojca");
} else {
if ((among_var === 16)) {
this.slice_from("ajka");
} else {
if ((among_var === 17)) {
this.slice_from("ojka");
} else {
if ((among_var === 18)) {
this.slice_from("šca");
} else {
if ((among_var === 19)) {
this.slice_from("ing");
} else {
if ((among_var === 20)) {
this.slice_from("tvenik");
} else {
if ((among_var === 21)) {
this.slice_from("tetika");
} else {
if ((among_var === 22)) {
this.slice_from("nstva");
} else {
if ((among_var === 23)) {
this.slice_from("nik");
} else {
if ((among_var === 24)) {
this.slice_from("tik");
} else {
if ((among_var === 25)) {
this.slice_from("zik");
} else {
if ((among_var === 26)) {
this.slice_from("snik");
} else {
if ((among_var === 27)) {
this.slice_from("kusi");
} else {
if ((among_var === 28)) {
this.slice_from("kusni");
} else {
if ((among_var === 29)) {
this.slice_from("kustva");
} else {
if ((among_var === 30)) {
this.slice_from("dušni");
} else {
if ((among_var === 31)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("dusni");
} else {
if ((among_var === 32)) {
this.slice_from("antni");
} else {
if ((among_var === 33)) {
this.slice_from("bilni");
} else {
if ((among_var === 34)) {
this.slice_from("tilni");
} else {
if ((among_var === 35)) {
this.slice_from("avilni");
} else {
if ((among_var === 36)) {
this.slice_from("silni");
} else {
if ((among_var === 37)) {
this.slice_from("gilni");
} else {
if ((among_var === 38)) {
this.slice_from("rilni");
} else {
if ((among_var === 39)) {
this.slice_from("nilni");
} else {
if ((among_var === 40)) {
this.slice_from("alni");
} else {
if ((among_var === 41)) {
this.slice_from("ozni");
} else {
if ((among_var === 42)) {
this.slice_from("ravi");
} else {
if ((among_var === 43)) {
this.slice_from("stavni");
} else {
if ((among_var === 44)) {
this.slice_from("pravni");
} else {
if ((among_var === 45)) {
this.slice_from("tivni");
} else {
if ((among_var === 46)) {
this.slice_from("sivni");
} else {
if ((among_var === 47)) {
this.slice_from("atni");
} else {
if ((among_var === 48)) {
this.slice_from("enta");
} else {
if ((among_var === 49)) {
this.slice_from("tetni");
} else {
if ((among_var === 50)) {
this.slice_from("pletni");
} else {
if ((among_var === 51)) {
this.slice_from("šavi");
} else {
if ((among_var === 52)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("savi");
} else {
if ((among_var === 53)) {
this.slice_from("anta");
} else {
if ((among_var === 54)) {
this.slice_from("ačka");
} else {
if ((among_var === 55)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("acka");
} else {
if ((among_var === 56)) {
this.slice_from("uška");
} else {
if ((among_var === 57)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("uska");
} else {
if ((among_var === 58)) {
this.slice_from("atka");
} else {
if ((among_var === 59)) {
this.slice_from("etka");
} else {
if ((among_var === 60)) {
this.slice_from("itka");
} else {
if ((among_var === 61)) {
this.slice_from("otka");
} else {
if ((among_var === 62)) {
this.slice_from("utka");
} else {
if ((among_var === 63)) {
this.slice_from("eskna");
} else {
if ((among_var === 64)) {
this.slice_from("tični");
} else {
if ((among_var === 65)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("ticni");
} else {
if ((among_var === 66)) {
this.slice_from("ojska");
} else {
if ((among_var === 67)) {
this.slice_from("esma");
} else {
if ((among_var === 68)) {
this.slice_from("metra");
} else {
if ((among_var === 69)) {
this.slice_from("centra");
} else {
if ((among_var === 70)) {
this.slice_from("istra");
} else {
if ((among_var === 71)) {
this.slice_from("osti");
} else {
if ((among_var === 72)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("osti");
} else {
if ((among_var === 73)) {
this.slice_from("dba");
} else {
if ((among_var === 74)) {
this.slice_from("čka");
} else {
if ((among_var === 75)) {
this.slice_from("mca");
} else {
if ((among_var === 76)) {
this.slice_from("nca");
} else {
if ((among_var === 77)) {
this.slice_from("voljni");
} else {
if ((among_var === 78)) {
this.slice_from("anki");
} else {
if ((among_var === 79)) {
this.slice_from("vca");
} else {
if ((among_var === 80)) {
this.slice_from("sca");
} else {
if ((among_var === 81)) {
this.slice_from("rca");
} else {
if ((among_var === 82)) {
this.slice_from("alca");
} else {
if ((among_var === 83)) {
this.slice_from("elca");
} else {
if ((among_var === 84)) {
this.slice_from("olca");
} else {
if ((among_var === 85)) {
this.slice_from("njca");
} else {
if ((among_var === 86)) {
this.slice_from("ekta");
} else {
if ((among_var === 87)) {
this.slice_from("izma");
} else {
if ((among_var === 88)) {
this.slice_from("jebi");
} else {
if ((among_var === 89)) {
this.slice_from("baci");
} else {
if ((among_var === 90)) {
this.slice_from("ašni");
} else {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("asni");
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
return true;
}
r_Step_2() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(SerbianStemmer_a_2);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
if ((among_var === 1)) {
this.slice_from("sk");
} else {
if ((among_var === 2)) {
this.slice_from("šk");
} else {
if ((among_var === 3)) {
this.slice_from("stv");
} else {
if ((among_var === 4)) {
this.slice_from("štv");
} else {
if ((among_var === 5)) {
this.slice_from("tanij");
} else {
if ((among_var === 6)) {
this.slice_from("manij");
} else {
if ((among_var === 7)) {
this.slice_from("panij");
} else {
if ((among_var === 8)) {
this.slice_from("ranij");
} else {
if ((among_var === 9)) {
this.slice_from("ganij");
} else {
if ((among_var === 10)) {
this.slice_from("an");
} else {
if ((among_var === 11)) {
this.slice_from("in");
} else {
if ((among_var === 12)) {
this.slice_from("on");
} else {
if ((among_var === 13)) {
this.slice_from("n");
} else {
if ((among_var === 14)) {
this.slice_from("ać");
} else {
if ((among_var === 15)) {
this.slice_from("eć");
} else {
if ((among_var === 16)) {
this.slice_from("uć");
} else {
if ((among_var === 17)) {
this.slice_from("ugov");
} else {
if ((among_var === 18)) {
this.slice_from("ug");
} else {
if ((among_var === 19)) {
this.slice_from("log");
} else {
if ((among_var === 20)) {
this.slice_from("g");
} else {
if ((among_var === 21)) {
this.slice_from("rari");
} else {
if ((among_var === 22)) {
this.slice_from("oti");
} else {
if ((among_var === 23)) {
this.slice_from("si");
} else {
if ((among_var === 24)) {
this.slice_from("li");
} else {
if ((among_var === 25)) {
this.slice_from("uj");
} else {
if ((among_var === 26)) {
this.slice_from("caj");
} else {
if ((among_var === 27)) {
this.slice_from("čaj");
} else {
if ((among_var === 28)) {
this.slice_from("ćaj");
} else {
if ((among_var === 29)) {
this.slice_from("đaj");
} else {
if ((among_var === 30)) {
this.slice_from("laj");
} else {
if ((among_var === 31)) {
this.slice_from("raj");
} else {
if ((among_var === 32)) {
this.slice_from("bij");
} else {
if ((among_var === 33)) {
this.slice_from("cij");
} else {
if ((among_var === 34)) {
this.slice_from("dij");
} else {
if ((among_var === 35)) {
this.slice_from("lij");
} else {
if ((among_var === 36)) {
this.slice_from("nij");
} else {
if ((among_var === 37)) {
this.slice_from("mij");
} else {
if ((among_var === 38)) {
this.slice_from("žij");
} else {
if ((among_var === 39)) {
this.slice_from("gij");
} else {
if ((among_var === 40)) {
this.slice_from("fij");
} else {
if ((among_var === 41)) {
this.slice_from("pij");
} else {
if ((among_var === 42)) {
this.slice_from("rij");
} else {
if ((among_var === 43)) {
this.slice_from("sij");
} else {
if ((among_var === 44)) {
this.slice_from("tij");
} else {
if ((among_var === 45)) {
this.slice_from("zij");
} else {
if ((among_var === 46)) {
this.slice_from("nal");
} else {
if ((among_var === 47)) {
this.slice_from("ijal");
} else {
if ((among_var === 48)) {
this.slice_from("ozil");
} else {
if ((among_var === 49)) {
this.slice_from("olov");
} else {
if ((among_var === 50)) {
this.slice_from("ol");
} else {
if ((among_var === 51)) {
this.slice_from("lem");
} else {
if ((among_var === 52)) {
this.slice_from("ram");
} else {
if ((among_var === 53)) {
this.slice_from("ar");
} else {
if ((among_var === 54)) {
this.slice_from("dr");
} else {
if ((among_var === 55)) {
this.slice_from("er");
} else {
if ((among_var === 56)) {
this.slice_from("or");
} else {
if ((among_var === 57)) {
this.slice_from("es");
} else {
if ((among_var === 58)) {
this.slice_from("is");
} else {
if ((among_var === 59)) {
this.slice_from("taš");
} else {
if ((among_var === 60)) {
this.slice_from("naš");
} else {
if ((among_var === 61)) {
this.slice_from("jaš");
} else {
if ((among_var === 62)) {
this.slice_from("kaš");
} else {
if ((among_var === 63)) {
this.slice_from("baš");
} else {
if ((among_var === 64)) {
this.slice_from("gaš");
} else {
if ((among_var === 65)) {
this.slice_from("vaš");
} else {
if ((among_var === 66)) {
this.slice_from("eš");
} else {
if ((among_var === 67)) {
this.slice_from("iš");
} else {
if ((among_var === 68)) {
this.slice_from("ikat");
} else {
if ((among_var === 69)) {
this.slice_from("lat");
} else {
if ((among_var === 70)) {
this.slice_from("et");
} else {
if ((among_var === 71)) {
this.slice_from("est");
} else {
if ((among_var === 72)) {
this.slice_from("ist");
} else {
if ((among_var === 73)) {
this.slice_from("kst");
} else {
if ((among_var === 74)) {
this.slice_from("ost");
} else {
if ((among_var === 75)) {
this.slice_from("išt");
} else {
if ((among_var === 76)) {
this.slice_from("ova");
} else {
if ((among_var === 77)) {
this.slice_from("av");
} else {
if ((among_var === 78)) {
this.slice_from("ev");
} else {
if ((among_var === 79)) {
this.slice_from("iv");
} else {
if ((among_var === 80)) {
this.slice_from("ov");
} else {
if ((among_var === 81)) {
this.slice_from("mov");
} else {
if ((among_var === 82)) {
this.slice_from("lov");
} else {
if ((among_var === 83)) {
this.slice_from("el");
} else {
if ((among_var === 84)) {
this.slice_from("anj");
} else {
if ((among_var === 85)) {
this.slice_from("enj");
} else {
if ((among_var === 86)) {
this.slice_from("šnj");
} else {
if ((among_var === 87)) {
this.slice_from("en");
} else {
if ((among_var === 88)) {
this.slice_from("šn");
} else {
if ((among_var === 89)) {
this.slice_from("čin");
} else {
if ((among_var === 90)) {
this.slice_from("roši");
} else {
if ((among_var === 91)) {
this.slice_from("oš");
} else {
if ((among_var === 92)) {
this.slice_from("evit");
} else {
if ((among_var === 93)) {
this.slice_from("ovit");
} else {
if ((among_var === 94)) {
this.slice_from("ast");
} else {
if ((among_var === 95)) {
this.slice_from("k");
} else {
if ((among_var === 96)) {
this.slice_from("eva");
} else {
if ((among_var === 97)) {
this.slice_from("ava");
} else {
if ((among_var === 98)) {
this.slice_from("iva");
} else {
if ((among_var === 99)) {
this.slice_from("uva");
} else {
if ((among_var === 100)) {
this.slice_from("ir");
} else {
if ((among_var === 101)) {
this.slice_from("ač");
} else {
if ((among_var === 102)) {
this.slice_from("ača");
} else {
if ((among_var === 103)) {
this.slice_from("ni");
} else {
if ((among_var === 104)) {
this.slice_from("a");
} else {
if ((among_var === 105)) {
this.slice_from("ur");
} else {
if ((among_var === 106)) {
this.slice_from("astaj");
} else {
if ((among_var === 107)) {
this.slice_from("istaj");
} else {
if ((among_var === 108)) {
this.slice_from("ostaj");
} else {
if ((among_var === 109)) {
this.slice_from("aj");
} else {
if ((among_var === 110)) {
this.slice_from("asta");
} else {
if ((among_var === 111)) {
this.slice_from("ista");
} else {
if ((among_var === 112)) {
this.slice_from("osta");
} else {
if ((among_var === 113)) {
this.slice_from("ta");
} else {
if ((among_var === 114)) {
this.slice_from("inj");
} else {
if ((among_var === 115)) {
this.slice_from("as");
} else {
if ((among_var === 116)) {
this.slice_from("i");
} else {
if ((among_var === 117)) {
this.slice_from("luč");
} else {
if ((among_var === 118)) {
this.slice_from("jeti");
} else {
if ((among_var === 119)) {
this.slice_from("e");
} else {
if ((among_var === 120)) {
this.slice_from("at");
} else {
if ((among_var === 121)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("luc");
} else {
if ((among_var === 122)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("snj");
} else {
if ((among_var === 123)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("os");
} else {
if ((among_var === 124)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("ac");
} else {
if ((among_var === 125)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("ec");
} else {
if ((among_var === 126)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("uc");
} else {
if ((among_var === 127)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("rosi");
} else {
if ((among_var === 128)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("aca");
} else {
if ((among_var === 129)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("jas");
} else {
if ((among_var === 130)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("tas");
} else {
if ((among_var === 131)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("gas");
} else {
if ((among_var === 132)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("nas");
} else {
if ((among_var === 133)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("kas");
} else {
if ((among_var === 134)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("vas");
} else {
if ((among_var === 135)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("bas");
} else {
if ((among_var === 136)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("as");
} else {
if ((among_var === 137)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("cin");
} else {
if ((among_var === 138)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("astaj");
} else {
if ((among_var === 139)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("istaj");
} else {
if ((among_var === 140)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("ostaj");
} else {
if ((among_var === 141)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("asta");
} else {
if ((among_var === 142)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("ista");
} else {
if ((among_var === 143)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("osta");
} else {
if ((among_var === 144)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("ava");
} else {
if ((among_var === 145)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("eva");
} else {
if ((among_var === 146)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("iva");
} else {
if ((among_var === 147)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("uva");
} else {
if ((among_var === 148)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("ova");
} else {
if ((among_var === 149)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("jeti");
} else {
if ((among_var === 150)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("inj");
} else {
if ((among_var === 151)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("ist");
} else {
if ((among_var === 152)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("es");
} else {
if ((among_var === 153)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("et");
} else {
if ((among_var === 154)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("is");
} else {
if ((among_var === 155)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("ir");
} else {
if ((among_var === 156)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("ur");
} else {
if ((among_var === 157)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("uj");
} else {
if ((among_var === 158)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("ni");
} else {
if ((among_var === 159)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("sn");
} else {
if ((among_var === 160)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("ta");
} else {
if ((among_var === 161)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("a");
} else {
if ((among_var === 162)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("i");
} else {
if ((among_var === 163)) {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("e");
} else {
if (!(this.B_no_diacritics)) {
return false;
}
this.slice_from("n");
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
return true;
}
r_Step_3() {
this.ket = this.cursor;
if ((this.find_among_b(SerbianStemmer_a_3) === 0)) {
return false;
}
this.bra = this.cursor;
if (!(this.r_R1())) {
return false;
}
this.slice_del();
return true;
}
stem() {
let v_1, v_2, v_3;
this.r_cyr_to_lat();
this.r_prelude();
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = (this.limit - this.cursor);
this.r_Step_1();
this.cursor = (this.limit - v_1);
v_2 = (this.limit - this.cursor);
lab0: {
while (true) {
v_3 = (this.limit - this.cursor);
lab1: {
if (!(this.r_Step_2())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_3);
if (!(this.r_Step_3())) {
break lab0;
}
break;
}
}
this.cursor = (this.limit - v_2);
this.cursor = this.limit_backward;
return true;
}
}
const SpanishStemmer_g_v = new Set("aeiouáéíóúü");
const SpanishStemmer_a_0 = [["",-1,6],["á",0,1],["é",0,2],["í",0,3],["ó",0,4],["ú",0,5]];
const SpanishStemmer_a_1 = [["la",-1,-1],["sela",0,-1],["le",-1,-1],["me",-1,-1],["se",-1,-1],["lo",-1,-1],["selo",5,-1],["las",-1,-1],["selas",7,-1],["les",-1,-1],["los",-1,-1],["selos",10,-1],["nos",-1,-1]];
const SpanishStemmer_a_2 = [["ando",-1,6],["iendo",-1,6],["yendo",-1,7],["ándo",-1,2],["iéndo",-1,1],["ar",-1,6],["er",-1,6],["ir",-1,6],["ár",-1,3],["ér",-1,4],["ír",-1,5]];
const SpanishStemmer_a_3 = [["ic",-1,-1],["ad",-1,-1],["os",-1,-1],["iv",-1,1]];
const SpanishStemmer_a_4 = [["able",-1,1],["ible",-1,1],["ante",-1,1]];
const SpanishStemmer_a_5 = [["ic",-1,1],["abil",-1,1],["iv",-1,1]];
const SpanishStemmer_a_6 = [["ica",-1,1],["ancia",-1,2],["encia",-1,5],["adora",-1,2],["osa",-1,1],["ista",-1,1],["iva",-1,9],["anza",-1,1],["logía",-1,3],["idad",-1,8],["able",-1,1],["ible",-1,1],["ante",-1,2],["mente",-1,7],["amente",13,6],["acion",-1,2],["ucion",-1,4],["ación",-1,2],["ución",-1,4],["ico",-1,1],["ismo",-1,1],["oso",-1,1],["amiento",-1,1],["imiento",-1,1],["ivo",-1,9],["ador",-1,2],["icas",-1,1],["ancias",-1,2],["encias",-1,5],["adoras",-1,2],["osas",-1,1],["istas",-1,1],["ivas",-1,9],["anzas",-1,1],["logías",-1,3],["idades",-1,8],["ables",-1,1],["ibles",-1,1],["aciones",-1,2],["uciones",-1,4],["adores",-1,2],["antes",-1,2],["icos",-1,1],["ismos",-1,1],["osos",-1,1],["amientos",-1,1],["imientos",-1,1],["ivos",-1,9]];
const SpanishStemmer_a_7 = [["ya",-1,1],["ye",-1,1],["yan",-1,1],["yen",-1,1],["yeron",-1,1],["yendo",-1,1],["yo",-1,1],["yas",-1,1],["yes",-1,1],["yais",-1,1],["yamos",-1,1],["yó",-1,1]];
const SpanishStemmer_a_8 = [["aba",-1,2],["ada",-1,2],["ida",-1,2],["ara",-1,2],["iera",-1,2],["ía",-1,2],["aría",5,2],["ería",5,2],["iría",5,2],["ad",-1,2],["ed",-1,2],["id",-1,2],["ase",-1,2],["iese",-1,2],["aste",-1,2],["iste",-1,2],["an",-1,2],["aban",16,2],["aran",16,2],["ieran",16,2],["ían",16,2],["arían",20,2],["erían",20,2],["irían",20,2],["en",-1,1],["asen",24,2],["iesen",24,2],["aron",-1,2],["ieron",-1,2],["arán",-1,2],["erán",-1,2],["irán",-1,2],["ado",-1,2],["ido",-1,2],["ando",-1,2],["iendo",-1,2],["ar",-1,2],["er",-1,2],["ir",-1,2],["as",-1,2],["abas",39,2],["adas",39,2],["idas",39,2],["aras",39,2],["ieras",39,2],["ías",39,2],["arías",45,2],["erías",45,2],["irías",45,2],["es",-1,1],["ases",49,2],["ieses",49,2],["abais",-1,2],["arais",-1,2],["ierais",-1,2],["íais",-1,2],["aríais",55,2],["eríais",55,2],["iríais",55,2],["aseis",-1,2],["ieseis",-1,2],["asteis",-1,2],["isteis",-1,2],["áis",-1,2],["éis",-1,1],["aréis",64,2],["eréis",64,2],["iréis",64,2],["ados",-1,2],["idos",-1,2],["amos",-1,2],["ábamos",70,2],["áramos",70,2],["iéramos",70,2],["íamos",70,2],["aríamos",74,2],["eríamos",74,2],["iríamos",74,2],["emos",-1,1],["aremos",78,2],["eremos",78,2],["iremos",78,2],["ásemos",78,2],["iésemos",78,2],["imos",-1,2],["arás",-1,2],["erás",-1,2],["irás",-1,2],["ís",-1,2],["ará",-1,2],["erá",-1,2],["irá",-1,2],["aré",-1,2],["eré",-1,2],["iré",-1,2],["ió",-1,2]];
const SpanishStemmer_a_9 = [["a",-1,1],["e",-1,2],["o",-1,1],["os",-1,1],["á",-1,1],["é",-1,2],["í",-1,1],["ó",-1,1]];
class SpanishStemmer extends Stemmer {
I_p2 = 0;
I_p1 = 0;
I_pV = 0;
r_mark_regions() {
let v_1, v_2, v_3, v_4, v_5;
this.I_pV = this.limit;
this.I_p1 = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
if (!(this.in_grouping(SpanishStemmer_g_v))) {
break lab1;
}
while (true) {
v_3 = this.cursor;
lab2: {
if (!(this.out_grouping(SpanishStemmer_g_v))) {
break lab2;
}
if (!(this.go_out_grouping(SpanishStemmer_g_v))) {
break lab2;
}
this.cursor += 1;
break;
}
this.cursor = v_3;
if (!(this.in_grouping(SpanishStemmer_g_v))) {
break lab1;
}
if (!(this.go_in_grouping(SpanishStemmer_g_v))) {
break lab1;
}
this.cursor += 1;
break;
}
break;
}
this.cursor = v_2;
if (!(this.out_grouping(SpanishStemmer_g_v))) {
break lab0;
}
while (true) {
v_4 = this.cursor;
lab1: {
if (!(this.out_grouping(SpanishStemmer_g_v))) {
break lab1;
}
if (!(this.go_out_grouping(SpanishStemmer_g_v))) {
break lab1;
}
this.cursor += 1;
break;
}
this.cursor = v_4;
if (!(this.in_grouping(SpanishStemmer_g_v))) {
break lab0;
}
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
break;
}
break;
}
this.I_pV = this.cursor;
}
this.cursor = v_1;
v_5 = this.cursor;
lab0: {
if (!(this.go_out_grouping(SpanishStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(SpanishStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p1 = this.cursor;
if (!(this.go_out_grouping(SpanishStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
if (!(this.go_in_grouping(SpanishStemmer_g_v))) {
break lab0;
}
this.cursor += 1;
this.I_p2 = this.cursor;
}
this.cursor = v_5;
return true;
}
r_postlude() {
let among_var, v_1;
while (true) {
v_1 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(SpanishStemmer_a_0);
this.ket = this.cursor;
if ((among_var === 1)) {
this.slice_from("a");
} else {
if ((among_var === 2)) {
this.slice_from("e");
} else {
if ((among_var === 3)) {
this.slice_from("i");
} else {
if ((among_var === 4)) {
this.slice_from("o");
} else {
if ((among_var === 5)) {
this.slice_from("u");
} else {
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
}
}
}
}
continue;
}
this.cursor = v_1;
break;
}
return true;
}
r_RV() {
return (this.I_pV <= this.cursor);
}
r_R2() {
return (this.I_p2 <= this.cursor);
}
r_attached_pronoun() {
let among_var;
this.ket = this.cursor;
if ((this.find_among_b(SpanishStemmer_a_1) === 0)) {
return false;
}
this.bra = this.cursor;
among_var = this.find_among_b(SpanishStemmer_a_2);
if ((among_var === 0)) {
return false;
}
if (!(this.r_RV())) {
return false;
}
if ((among_var === 1)) {
this.bra = this.cursor;
this.slice_from("iendo");
} else {
if ((among_var === 2)) {
this.bra = this.cursor;
this.slice_from("ando");
} else {
if ((among_var === 3)) {
this.bra = this.cursor;
this.slice_from("ar");
} else {
if ((among_var === 4)) {
this.bra = this.cursor;
this.slice_from("er");
} else {
if ((among_var === 5)) {
this.bra = this.cursor;
this.slice_from("ir");
} else {
if ((among_var === 6)) {
this.slice_del();
} else {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "u"))) {
return false;
}
this.cursor -= 1;
this.slice_del();
}
}
}
}
}
}
return true;
}
r_standard_suffix() {
let among_var, v_1, v_2, v_3, v_4, v_5;
this.ket = this.cursor;
among_var = this.find_among_b(SpanishStemmer_a_6);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
} else {
if ((among_var === 2)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (!(this.eq_s_b("ic"))) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.slice_del();
}
} else {
if ((among_var === 3)) {
if (!(this.r_R2())) {
return false;
}
this.slice_from("log");
} else {
if ((among_var === 4)) {
if (!(this.r_R2())) {
return false;
}
this.slice_from("u");
} else {
if ((among_var === 5)) {
if (!(this.r_R2())) {
return false;
}
this.slice_from("ente");
} else {
if ((among_var === 6)) {
if ((this.I_p1 > this.cursor)) {
return false;
}
this.slice_del();
v_2 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(SpanishStemmer_a_3);
if ((among_var === 0)) {
this.cursor = (this.limit - v_2);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_2);
break lab0;
}
this.slice_del();
if ((among_var === 1)) {
this.ket = this.cursor;
if (!(this.eq_s_b("at"))) {
this.cursor = (this.limit - v_2);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_2);
break lab0;
}
this.slice_del();
}
}
} else {
if ((among_var === 7)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
v_3 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if ((this.find_among_b(SpanishStemmer_a_4) === 0)) {
this.cursor = (this.limit - v_3);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_3);
break lab0;
}
this.slice_del();
}
} else {
if ((among_var === 8)) {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
v_4 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if ((this.find_among_b(SpanishStemmer_a_5) === 0)) {
this.cursor = (this.limit - v_4);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_4);
break lab0;
}
this.slice_del();
}
} else {
if (!(this.r_R2())) {
return false;
}
this.slice_del();
v_5 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (!(this.eq_s_b("at"))) {
this.cursor = (this.limit - v_5);
break lab0;
}
this.bra = this.cursor;
if (!(this.r_R2())) {
this.cursor = (this.limit - v_5);
break lab0;
}
this.slice_del();
}
}
}
}
}
}
}
}
}
return true;
}
r_y_verb_suffix() {
let v_2;
if ((this.cursor < this.I_pV)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_pV;
this.ket = this.cursor;
if ((this.find_among_b(SpanishStemmer_a_7) === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "u"))) {
return false;
}
this.cursor -= 1;
this.slice_del();
return true;
}
r_verb_suffix() {
let among_var, v_2, v_3, v_4;
if ((this.cursor < this.I_pV)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_pV;
this.ket = this.cursor;
among_var = this.find_among_b(SpanishStemmer_a_8);
if ((among_var === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if ((among_var === 1)) {
v_3 = (this.limit - this.cursor);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "u"))) {
this.cursor = (this.limit - v_3);
break lab0;
}
this.cursor -= 1;
v_4 = (this.limit - this.cursor);
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "g"))) {
this.cursor = (this.limit - v_3);
break lab0;
}
this.cursor -= 1;
this.cursor = (this.limit - v_4);
}
this.bra = this.cursor;
this.slice_del();
} else {
this.slice_del();
}
return true;
}
r_residual_suffix() {
let among_var, v_1, v_2;
this.ket = this.cursor;
among_var = this.find_among_b(SpanishStemmer_a_9);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_RV())) {
return false;
}
this.slice_del();
} else {
if (!(this.r_RV())) {
return false;
}
this.slice_del();
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "u"))) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
v_2 = (this.limit - this.cursor);
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "g"))) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.cursor -= 1;
this.cursor = (this.limit - v_2);
if (!(this.r_RV())) {
this.cursor = (this.limit - v_1);
break lab0;
}
this.slice_del();
}
}
return true;
}
stem() {
let v_1, v_2, v_3, v_4, v_5;
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = (this.limit - this.cursor);
this.r_attached_pronoun();
this.cursor = (this.limit - v_1);
v_2 = (this.limit - this.cursor);
lab0: {
while (true) {
v_3 = (this.limit - this.cursor);
lab1: {
if (!(this.r_standard_suffix())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_3);
lab1: {
if (!(this.r_y_verb_suffix())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_3);
if (!(this.r_verb_suffix())) {
break lab0;
}
break;
}
}
this.cursor = (this.limit - v_2);
v_4 = (this.limit - this.cursor);
this.r_residual_suffix();
this.cursor = (this.limit - v_4);
this.cursor = this.limit_backward;
v_5 = this.cursor;
this.r_postlude();
this.cursor = v_5;
return true;
}
}
const SwedishStemmer_g_v = new Set("aeiouyäåö");
const SwedishStemmer_g_s_ending = new Set("bcdfghjklmnoprtvy");
const SwedishStemmer_g_ost_ending = new Set("iklnprtuv");
const SwedishStemmer_a_0 = [["fab",-1,-1],["h",-1,-1],["pak",-1,-1],["rak",-1,-1],["stak",-1,-1],["kom",-1,-1],["iet",-1,-1],["cit",-1,-1],["dit",-1,-1],["alit",-1,-1],["ilit",-1,-1],["mit",-1,-1],["nit",-1,-1],["pit",-1,-1],["rit",-1,-1],["sit",-1,-1],["tit",-1,-1],["uit",-1,-1],["ivit",-1,-1],["kvit",-1,-1],["xit",-1,-1]];
const SwedishStemmer_a_1 = [["a",-1,1],["arna",0,1],["erna",0,1],["heterna",2,1],["orna",0,1],["ad",-1,1],["e",-1,1],["ade",6,1],["ande",6,1],["arne",6,1],["are",6,1],["aste",6,1],["en",-1,1],["anden",12,1],["aren",12,1],["heten",12,1],["ern",-1,1],["ar",-1,1],["er",-1,1],["heter",18,1],["or",-1,1],["s",-1,2],["as",21,1],["arnas",22,1],["ernas",22,1],["ornas",22,1],["es",21,1],["ades",26,1],["andes",26,1],["ens",21,1],["arens",29,1],["hetens",29,1],["erns",21,1],["at",-1,1],["et",-1,3],["andet",34,1],["het",34,1],["ast",-1,1]];
const SwedishStemmer_a_2 = [["dd",-1,-1],["gd",-1,-1],["nn",-1,-1],["dt",-1,-1],["gt",-1,-1],["kt",-1,-1],["tt",-1,-1]];
const SwedishStemmer_a_3 = [["ig",-1,1],["lig",0,1],["els",-1,1],["fullt",-1,3],["öst",-1,2]];
class SwedishStemmer extends Stemmer {
I_p1 = 0;
r_mark_regions() {
let I_x, v_1;
this.I_p1 = this.limit;
v_1 = this.cursor;
if (((this.cursor + 3) > this.limit)) {
return false;
}
this.cursor += 3;
I_x = this.cursor;
this.cursor = v_1;
if (!(this.go_out_grouping(SwedishStemmer_g_v))) {
return false;
}
this.cursor += 1;
if (!(this.go_in_grouping(SwedishStemmer_g_v))) {
return false;
}
this.cursor += 1;
this.I_p1 = this.cursor;
lab0: {
if ((this.I_p1 >= I_x)) {
break lab0;
}
this.I_p1 = I_x;
}
return true;
}
r_et_condition() {
let v_1, v_2;
v_1 = (this.limit - this.cursor);
if (!(this.out_grouping_b(SwedishStemmer_g_v))) {
return false;
}
if (!(this.in_grouping_b(SwedishStemmer_g_v))) {
return false;
}
if ((this.cursor <= this.limit_backward)) {
return false;
}
this.cursor = (this.limit - v_1);
v_2 = (this.limit - this.cursor);
lab0: {
if ((this.find_among_b(SwedishStemmer_a_0) === 0)) {
break lab0;
}
return false;
}
this.cursor = (this.limit - v_2);
return true;
}
r_main_suffix() {
let among_var, v_2, v_3;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(SwedishStemmer_a_1);
if ((among_var === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if ((among_var === 1)) {
this.slice_del();
} else {
if ((among_var === 2)) {
while (true) {
v_3 = (this.limit - this.cursor);
lab0: {
if (!(this.eq_s_b("et"))) {
break lab0;
}
if (!(this.r_et_condition())) {
break lab0;
}
this.bra = this.cursor;
break;
}
this.cursor = (this.limit - v_3);
if (!(this.in_grouping_b(SwedishStemmer_g_s_ending))) {
return false;
}
break;
}
this.slice_del();
} else {
if (!(this.r_et_condition())) {
return false;
}
this.slice_del();
}
}
return true;
}
r_consonant_pair() {
let v_2, v_3;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
v_3 = (this.limit - this.cursor);
if ((this.find_among_b(SwedishStemmer_a_2) === 0)) {
this.limit_backward = v_2;
return false;
}
this.cursor = (this.limit - v_3);
this.ket = this.cursor;
if ((this.cursor <= this.limit_backward)) {
this.limit_backward = v_2;
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
this.limit_backward = v_2;
return true;
}
r_other_suffix() {
let among_var, v_2;
if ((this.cursor < this.I_p1)) {
return false;
}
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(SwedishStemmer_a_3);
if ((among_var === 0)) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if ((among_var === 1)) {
this.slice_del();
} else {
if ((among_var === 2)) {
if (!(this.in_grouping_b(SwedishStemmer_g_ost_ending))) {
return false;
}
this.slice_from("ös");
} else {
this.slice_from("full");
}
}
return true;
}
stem() {
let v_1, v_2, v_3, v_4;
v_1 = this.cursor;
this.r_mark_regions();
this.cursor = v_1;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_2 = (this.limit - this.cursor);
this.r_main_suffix();
this.cursor = (this.limit - v_2);
v_3 = (this.limit - this.cursor);
this.r_consonant_pair();
this.cursor = (this.limit - v_3);
v_4 = (this.limit - this.cursor);
this.r_other_suffix();
this.cursor = (this.limit - v_4);
this.cursor = this.limit_backward;
return true;
}
}
const TamilStemmer_a_0 = [["வு",-1,3],["வூ",-1,4],["வொ",-1,2],["வோ",-1,1]];
const TamilStemmer_as_0 = ["ஓ","ஒ","உ","ஊ"];
const TamilStemmer_a_1 = [["க",-1,-1],["ங",-1,-1],["ச",-1,-1],["ஞ",-1,-1],["த",-1,-1],["ந",-1,-1],["ப",-1,-1],["ம",-1,-1],["ய",-1,-1],["வ",-1,-1]];
const TamilStemmer_a_2 = [["ி",-1,-1],["ீ",-1,-1],["ை",-1,-1]];
const TamilStemmer_a_3 = [["ா",-1,-1],["ி",-1,-1],["ீ",-1,-1],["ு",-1,-1],["ூ",-1,-1],["ெ",-1,-1],["ே",-1,-1],["ை",-1,-1]];
const TamilStemmer_a_4 = [["",-1,2],["ை",0,1],["்",0,1]];
const TamilStemmer_as_4 = ["","ம்"];
const TamilStemmer_a_5 = [["ந்த",-1,1],["ய",-1,1],["வ",-1,1],["னு",-1,8],["ுக்",-1,7],["ுக்க்",-1,7],["ட்க்",-1,3],["ற்க்",-1,4],["ங்",-1,9],["ட்ட்",-1,5],["த்த்",-1,6],["ந்த்",-1,1],["ந்",-1,1],["ட்ப்",-1,3],["ய்",-1,2],["ன்ற்",-1,4],["வ்",-1,1]];
const TamilStemmer_a_6 = [["க",-1,-1],["ச",-1,-1],["ட",-1,-1],["த",-1,-1],["ப",-1,-1],["ற",-1,-1]];
const TamilStemmer_a_7 = [["க",-1,-1],["ச",-1,-1],["ட",-1,-1],["த",-1,-1],["ப",-1,-1],["ற",-1,-1]];
const TamilStemmer_a_8 = [["ஞ",-1,-1],["ண",-1,-1],["ந",-1,-1],["ன",-1,-1],["ம",-1,-1],["ய",-1,-1],["ர",-1,-1],["ல",-1,-1],["ள",-1,-1],["ழ",-1,-1],["வ",-1,-1]];
const TamilStemmer_a_9 = [["ா",-1,-1],["ி",-1,-1],["ீ",-1,-1],["ு",-1,-1],["ூ",-1,-1],["ெ",-1,-1],["ே",-1,-1],["ை",-1,-1],["்",-1,-1]];
const TamilStemmer_a_10 = [["அ",-1,-1],["இ",-1,-1],["உ",-1,-1]];
const TamilStemmer_a_11 = [["க",-1,-1],["ங",-1,-1],["ச",-1,-1],["ஞ",-1,-1],["த",-1,-1],["ந",-1,-1],["ப",-1,-1],["ம",-1,-1],["ய",-1,-1],["வ",-1,-1]];
const TamilStemmer_a_12 = [["க",-1,-1],["ச",-1,-1],["ட",-1,-1],["த",-1,-1],["ப",-1,-1],["ற",-1,-1]];
const TamilStemmer_a_13 = [["கள்",-1,4],["ுங்கள்",0,1],["ட்கள்",0,3],["ற்கள்",0,2]];
const TamilStemmer_a_14 = [["ா",-1,-1],["ே",-1,-1],["ோ",-1,-1]];
const TamilStemmer_a_15 = [["பி",-1,-1],["வி",-1,-1]];
const TamilStemmer_a_16 = [["ா",-1,-1],["ி",-1,-1],["ீ",-1,-1],["ு",-1,-1],["ூ",-1,-1],["ெ",-1,-1],["ே",-1,-1],["ை",-1,-1]];
const TamilStemmer_a_17 = [["பட்ட",-1,3],["பட்டண",-1,3],["தான",-1,3],["படிதான",2,3],["ென",-1,1],["ாகிய",-1,1],["குரிய",-1,3],["ுடைய",-1,1],["ல்ல",-1,2],["ுள்ள",-1,1],["ாகி",-1,1],["படி",-1,3],["ின்றி",-1,1],["பற்றி",-1,3],["படு",-1,3],["விடு",-1,3],["பட்டு",-1,3],["விட்டு",-1,3],["பட்டது",-1,3],["ென்று",-1,1],["ுடை",-1,1],["ில்லை",-1,1],["ுடன்",-1,1],["ிடம்",-1,1],["ெல்லாம்",-1,3],["ெனும்",-1,1]];
const TamilStemmer_a_18 = [["ா",-1,-1],["ி",-1,-1],["ீ",-1,-1],["ு",-1,-1],["ூ",-1,-1],["ெ",-1,-1],["ே",-1,-1],["ை",-1,-1]];
const TamilStemmer_a_19 = [["ா",-1,-1],["ி",-1,-1],["ீ",-1,-1],["ு",-1,-1],["ூ",-1,-1],["ெ",-1,-1],["ே",-1,-1],["ை",-1,-1]];
const TamilStemmer_a_20 = [["விட",-1,2],["ீ",-1,7],["ொடு",-1,2],["ோடு",-1,2],["து",-1,6],["ிருந்து",4,2],["ின்று",-1,2],["ுடை",-1,2],["னை",-1,1],["கண்",-1,1],["ின்",-1,3],["முன்",-1,1],["ிடம்",-1,4],["ிற்",-1,2],["மேற்",-1,1],["ல்",-1,5],["ாமல்",15,2],["ால்",15,2],["ில்",15,2],["மேல்",15,1],["ுள்",-1,2],["கீழ்",-1,1]];
const TamilStemmer_a_21 = [["க",-1,-1],["ச",-1,-1],["ட",-1,-1],["த",-1,-1],["ப",-1,-1],["ற",-1,-1]];
const TamilStemmer_a_22 = [["க",-1,-1],["ச",-1,-1],["ட",-1,-1],["த",-1,-1],["ப",-1,-1],["ற",-1,-1]];
const TamilStemmer_a_23 = [["அ",-1,-1],["ஆ",-1,-1],["இ",-1,-1],["ஈ",-1,-1],["உ",-1,-1],["ஊ",-1,-1],["எ",-1,-1],["ஏ",-1,-1],["ஐ",-1,-1],["ஒ",-1,-1],["ஓ",-1,-1],["ஔ",-1,-1]];
const TamilStemmer_a_24 = [["ா",-1,-1],["ி",-1,-1],["ீ",-1,-1],["ு",-1,-1],["ூ",-1,-1],["ெ",-1,-1],["ே",-1,-1],["ை",-1,-1]];
const TamilStemmer_a_25 = [["க",-1,1],["த",-1,1],["ன",-1,1],["ப",-1,1],["ய",-1,1],["ா",-1,5],["கு",-1,6],["படு",-1,1],["து",-1,3],["ிற்று",-1,1],["னை",-1,1],["வை",-1,1],["னன்",-1,1],["பன்",-1,1],["வன்",-1,2],["ான்",-1,4],["னான்",15,1],["மின்",-1,1],["னென்",-1,1],["ேன்",-1,5],["னம்",-1,1],["பம்",-1,1],["ாம்",-1,5],["கும்",-1,1],["டும்",-1,5],["தும்",-1,1],["றும்",-1,1],["ெம்",-1,5],["ேம்",-1,5],["ோம்",-1,5],["ாய்",-1,5],["னர்",-1,1],["பர்",-1,1],["ீயர்",-1,5],["வர்",-1,1],["ார்",-1,5],["னார்",35,1],["மார்",35,1],["கொண்டிர்",-1,1],["னிர்",-1,5],["ீர்",-1,5],["னள்",-1,1],["பள்",-1,1],["வள்",-1,1],["ாள்",-1,5],["னாள்",44,1]];
const TamilStemmer_a_26 = [["கிற",-1,-1],["கின்ற",-1,-1],["ாநின்ற",-1,-1],["கிற்",-1,-1],["கின்ற்",-1,-1],["ாநின்ற்",-1,-1]];
class TamilStemmer extends Stemmer {
B_found_vetrumai_urupu = false;
r_has_min_length() {
return (this.current.length > 4);
}
r_fix_va_start() {
let among_var;
this.bra = this.cursor;
among_var = this.find_among(TamilStemmer_a_0);
if ((among_var === 0)) {
return false;
}
this.ket = this.cursor;
this.slice_from(TamilStemmer_as_0[(among_var - 1)]);
return true;
}
r_fix_endings() {
let v_1, v_2;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
if (!(this.r_fix_ending())) {
break lab1;
}
continue;
}
this.cursor = v_2;
break;
}
}
this.cursor = v_1;
return true;
}
r_remove_question_prefixes() {
let v_1;
this.bra = this.cursor;
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "எ"))) {
return false;
}
this.cursor += 1;
if ((this.find_among(TamilStemmer_a_1) === 0)) {
return false;
}
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "்"))) {
return false;
}
this.cursor += 1;
this.ket = this.cursor;
this.slice_del();
v_1 = this.cursor;
this.r_fix_va_start();
this.cursor = v_1;
return true;
}
r_fix_ending() {
let among_var, v_1, v_2, v_3, v_4, v_5, v_6;
if ((this.current.length <= 3)) {
return false;
}
this.limit_backward = this.cursor;
this.cursor = this.limit;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(TamilStemmer_a_5);
if ((among_var === 0)) {
break lab0;
}
this.bra = this.cursor;
if ((among_var === 1)) {
this.slice_del();
} else {
if ((among_var === 2)) {
v_2 = (this.limit - this.cursor);
if ((this.find_among_b(TamilStemmer_a_2) === 0)) {
break lab0;
}
this.cursor = (this.limit - v_2);
this.slice_del();
} else {
if ((among_var === 3)) {
this.slice_from("ள்");
} else {
if ((among_var === 4)) {
this.slice_from("ல்");
} else {
if ((among_var === 5)) {
this.slice_from("டு");
} else {
if ((among_var === 6)) {
if (!(this.B_found_vetrumai_urupu)) {
break lab0;
}
lab1: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ை"))) {
break lab1;
}
this.cursor -= 1;
break lab0;
}
this.slice_from("ம்");
} else {
if ((among_var === 7)) {
this.slice_from("்");
} else {
if ((among_var === 8)) {
v_3 = (this.limit - this.cursor);
lab1: {
if ((this.find_among_b(TamilStemmer_a_3) === 0)) {
break lab1;
}
break lab0;
}
this.cursor = (this.limit - v_3);
this.slice_del();
} else {
among_var = this.find_among_b(TamilStemmer_a_4);
this.slice_from(TamilStemmer_as_4[(among_var - 1)]);
}
}
}
}
}
}
}
}
break;
}
this.cursor = (this.limit - v_1);
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "்"))) {
return false;
}
this.cursor -= 1;
while (true) {
v_4 = (this.limit - this.cursor);
lab0: {
if ((this.find_among_b(TamilStemmer_a_6) === 0)) {
break lab0;
}
v_5 = (this.limit - this.cursor);
lab1: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "்"))) {
this.cursor = (this.limit - v_5);
break lab1;
}
this.cursor -= 1;
if ((this.find_among_b(TamilStemmer_a_7) === 0)) {
this.cursor = (this.limit - v_5);
break lab1;
}
}
this.bra = this.cursor;
this.slice_del();
break;
}
this.cursor = (this.limit - v_4);
lab0: {
if ((this.find_among_b(TamilStemmer_a_8) === 0)) {
break lab0;
}
this.bra = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "்"))) {
break lab0;
}
this.cursor -= 1;
this.slice_del();
break;
}
this.cursor = (this.limit - v_4);
v_6 = (this.limit - this.cursor);
if ((this.find_among_b(TamilStemmer_a_9) === 0)) {
return false;
}
this.cursor = (this.limit - v_6);
this.bra = this.cursor;
this.slice_del();
break;
}
break;
}
this.cursor = this.limit_backward;
return true;
}
r_remove_pronoun_prefixes() {
let v_1;
this.bra = this.cursor;
if ((this.find_among(TamilStemmer_a_10) === 0)) {
return false;
}
if ((this.find_among(TamilStemmer_a_11) === 0)) {
return false;
}
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "்"))) {
return false;
}
this.cursor += 1;
this.ket = this.cursor;
this.slice_del();
v_1 = this.cursor;
this.r_fix_va_start();
this.cursor = v_1;
return true;
}
r_remove_plural_suffix() {
let among_var, v_1;
this.limit_backward = this.cursor;
this.cursor = this.limit;
this.ket = this.cursor;
among_var = this.find_among_b(TamilStemmer_a_13);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
if ((this.find_among_b(TamilStemmer_a_12) === 0)) {
break lab0;
}
this.slice_from("ுங்");
break;
}
this.cursor = (this.limit - v_1);
this.slice_from("்");
break;
}
} else {
if ((among_var === 2)) {
this.slice_from("ல்");
} else {
if ((among_var === 3)) {
this.slice_from("ள்");
} else {
this.slice_del();
}
}
}
this.cursor = this.limit_backward;
return true;
}
r_remove_question_suffixes() {
let v_1;
if (!(this.r_has_min_length())) {
return false;
}
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if ((this.find_among_b(TamilStemmer_a_14) === 0)) {
break lab0;
}
this.bra = this.cursor;
this.slice_from("்");
}
this.cursor = (this.limit - v_1);
this.cursor = this.limit_backward;
this.r_fix_endings();
return true;
}
r_remove_command_suffixes() {
if (!(this.r_has_min_length())) {
return false;
}
this.limit_backward = this.cursor;
this.cursor = this.limit;
this.ket = this.cursor;
if ((this.find_among_b(TamilStemmer_a_15) === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_del();
this.cursor = this.limit_backward;
return true;
}
r_remove_um() {
let v_1;
if (!(this.r_has_min_length())) {
return false;
}
this.limit_backward = this.cursor;
this.cursor = this.limit;
this.ket = this.cursor;
if (!(this.eq_s_b("ும்"))) {
return false;
}
this.bra = this.cursor;
this.slice_from("்");
this.cursor = this.limit_backward;
v_1 = this.cursor;
this.r_fix_ending();
this.cursor = v_1;
return true;
}
r_remove_common_word_endings() {
let among_var, v_1;
if (!(this.r_has_min_length())) {
return false;
}
this.limit_backward = this.cursor;
this.cursor = this.limit;
this.ket = this.cursor;
among_var = this.find_among_b(TamilStemmer_a_17);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
if ((among_var === 1)) {
this.slice_from("்");
} else {
if ((among_var === 2)) {
v_1 = (this.limit - this.cursor);
lab0: {
if ((this.find_among_b(TamilStemmer_a_16) === 0)) {
break lab0;
}
return false;
}
this.cursor = (this.limit - v_1);
this.slice_from("்");
} else {
this.slice_del();
}
}
this.cursor = this.limit_backward;
this.r_fix_endings();
return true;
}
r_remove_vetrumai_urupukal() {
let among_var, v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
this.B_found_vetrumai_urupu = false;
if (!(this.r_has_min_length())) {
return false;
}
this.limit_backward = this.cursor;
this.cursor = this.limit;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
v_2 = (this.limit - this.cursor);
this.ket = this.cursor;
among_var = this.find_among_b(TamilStemmer_a_20);
if ((among_var === 0)) {
break lab0;
}
this.bra = this.cursor;
if ((among_var === 1)) {
this.slice_del();
} else {
if ((among_var === 2)) {
this.slice_from("்");
} else {
if ((among_var === 3)) {
lab1: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ம"))) {
break lab1;
}
this.cursor -= 1;
break lab0;
}
this.slice_from("்");
} else {
if ((among_var === 4)) {
if ((this.current.length < 7)) {
break lab0;
}
this.slice_from("்");
} else {
if ((among_var === 5)) {
v_3 = (this.limit - this.cursor);
lab1: {
if ((this.find_among_b(TamilStemmer_a_18) === 0)) {
break lab1;
}
break lab0;
}
this.cursor = (this.limit - v_3);
this.slice_from("்");
} else {
if ((among_var === 6)) {
v_4 = (this.limit - this.cursor);
lab1: {
if ((this.find_among_b(TamilStemmer_a_19) === 0)) {
break lab1;
}
break lab0;
}
this.cursor = (this.limit - v_4);
this.slice_del();
} else {
this.slice_from("ி");
}
}
}
}
}
}
this.cursor = (this.limit - v_2);
break;
}
this.cursor = (this.limit - v_1);
v_5 = (this.limit - this.cursor);
this.ket = this.cursor;
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ை"))) {
return false;
}
this.cursor -= 1;
while (true) {
v_6 = (this.limit - this.cursor);
lab0: {
v_7 = (this.limit - this.cursor);
lab1: {
if ((this.find_among_b(TamilStemmer_a_21) === 0)) {
break lab1;
}
break lab0;
}
this.cursor = (this.limit - v_7);
break;
}
this.cursor = (this.limit - v_6);
v_8 = (this.limit - this.cursor);
if ((this.find_among_b(TamilStemmer_a_22) === 0)) {
return false;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "்"))) {
return false;
}
this.cursor -= 1;
this.cursor = (this.limit - v_8);
break;
}
this.bra = this.cursor;
this.slice_from("்");
this.cursor = (this.limit - v_5);
break;
}
this.B_found_vetrumai_urupu = true;
v_9 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (!(this.eq_s_b("ின்"))) {
break lab0;
}
this.bra = this.cursor;
this.slice_from("்");
}
this.cursor = (this.limit - v_9);
this.cursor = this.limit_backward;
this.r_fix_endings();
return true;
}
r_remove_tense_suffixes() {
let v_1;
while (true) {
v_1 = this.cursor;
lab0: {
if (!(this.r_remove_tense_suffix())) {
break lab0;
}
continue;
}
this.cursor = v_1;
break;
}
return true;
}
r_remove_tense_suffix() {
let B_found_a_match, among_var, v_1, v_2, v_3, v_4, v_5, v_6;
B_found_a_match = false;
if (!(this.r_has_min_length())) {
return false;
}
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = (this.limit - this.cursor);
lab0: {
v_2 = (this.limit - this.cursor);
this.ket = this.cursor;
among_var = this.find_among_b(TamilStemmer_a_25);
if ((among_var === 0)) {
break lab0;
}
this.bra = this.cursor;
if ((among_var === 1)) {
this.slice_del();
} else {
if ((among_var === 2)) {
v_3 = (this.limit - this.cursor);
lab1: {
if ((this.find_among_b(TamilStemmer_a_23) === 0)) {
break lab1;
}
break lab0;
}
this.cursor = (this.limit - v_3);
this.slice_del();
} else {
if ((among_var === 3)) {
v_4 = (this.limit - this.cursor);
lab1: {
if ((this.find_among_b(TamilStemmer_a_24) === 0)) {
break lab1;
}
break lab0;
}
this.cursor = (this.limit - v_4);
this.slice_del();
} else {
if ((among_var === 4)) {
lab1: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ச"))) {
break lab1;
}
this.cursor -= 1;
break lab0;
}
this.slice_from("்");
} else {
if ((among_var === 5)) {
this.slice_from("்");
} else {
v_5 = (this.limit - this.cursor);
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "்"))) {
break lab0;
}
this.cursor -= 1;
this.cursor = (this.limit - v_5);
this.slice_del();
}
}
}
}
}
B_found_a_match = true;
this.cursor = (this.limit - v_2);
}
this.cursor = (this.limit - v_1);
v_6 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if ((this.find_among_b(TamilStemmer_a_26) === 0)) {
break lab0;
}
this.bra = this.cursor;
this.slice_del();
B_found_a_match = true;
}
this.cursor = (this.limit - v_6);
this.cursor = this.limit_backward;
this.r_fix_endings();
return B_found_a_match;
}
stem() {
let v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
this.B_found_vetrumai_urupu = false;
v_1 = this.cursor;
this.r_fix_ending();
this.cursor = v_1;
if (!(this.r_has_min_length())) {
return false;
}
v_2 = this.cursor;
this.r_remove_question_prefixes();
this.cursor = v_2;
v_3 = this.cursor;
this.r_remove_pronoun_prefixes();
this.cursor = v_3;
this.r_remove_question_suffixes();
v_4 = this.cursor;
this.r_remove_um();
this.cursor = v_4;
v_5 = this.cursor;
this.r_remove_common_word_endings();
this.cursor = v_5;
v_6 = this.cursor;
this.r_remove_vetrumai_urupukal();
this.cursor = v_6;
v_7 = this.cursor;
this.r_remove_plural_suffix();
this.cursor = v_7;
v_8 = this.cursor;
this.r_remove_command_suffixes();
this.cursor = v_8;
v_9 = this.cursor;
this.r_remove_tense_suffixes();
this.cursor = v_9;
return true;
}
}
const TurkishStemmer_g_vowel = new Set("aeiouöüı");
const TurkishStemmer_g_U = new Set("iuüı");
const TurkishStemmer_g_vowel1 = new Set("aouı");
const TurkishStemmer_g_vowel2 = new Set("eiöü");
const TurkishStemmer_g_vowel3 = new Set("aı");
const TurkishStemmer_g_vowel4 = new Set("ei");
const TurkishStemmer_g_vowel5 = new Set("ou");
const TurkishStemmer_g_vowel6 = new Set("öü");
const TurkishStemmer_a_0 = [["m",-1,-1],["n",-1,-1],["miz",-1,-1],["niz",-1,-1],["muz",-1,-1],["nuz",-1,-1],["müz",-1,-1],["nüz",-1,-1],["mız",-1,-1],["nız",-1,-1]];
const TurkishStemmer_a_1 = [["leri",-1,-1],["ları",-1,-1]];
const TurkishStemmer_a_2 = [["ni",-1,-1],["nu",-1,-1],["nü",-1,-1],["nı",-1,-1]];
const TurkishStemmer_a_3 = [["in",-1,-1],["un",-1,-1],["ün",-1,-1],["ın",-1,-1]];
const TurkishStemmer_a_4 = [["a",-1,-1],["e",-1,-1]];
const TurkishStemmer_a_5 = [["na",-1,-1],["ne",-1,-1]];
const TurkishStemmer_a_6 = [["da",-1,-1],["ta",-1,-1],["de",-1,-1],["te",-1,-1]];
const TurkishStemmer_a_7 = [["nda",-1,-1],["nde",-1,-1]];
const TurkishStemmer_a_8 = [["dan",-1,-1],["tan",-1,-1],["den",-1,-1],["ten",-1,-1]];
const TurkishStemmer_a_9 = [["ndan",-1,-1],["nden",-1,-1]];
const TurkishStemmer_a_10 = [["la",-1,-1],["le",-1,-1]];
const TurkishStemmer_a_11 = [["ca",-1,-1],["ce",-1,-1]];
const TurkishStemmer_a_12 = [["im",-1,-1],["um",-1,-1],["üm",-1,-1],["ım",-1,-1]];
const TurkishStemmer_a_13 = [["sin",-1,-1],["sun",-1,-1],["sün",-1,-1],["sın",-1,-1]];
const TurkishStemmer_a_14 = [["iz",-1,-1],["uz",-1,-1],["üz",-1,-1],["ız",-1,-1]];
const TurkishStemmer_a_15 = [["siniz",-1,-1],["sunuz",-1,-1],["sünüz",-1,-1],["sınız",-1,-1]];
const TurkishStemmer_a_16 = [["lar",-1,-1],["ler",-1,-1]];
const TurkishStemmer_a_17 = [["niz",-1,-1],["nuz",-1,-1],["nüz",-1,-1],["nız",-1,-1]];
const TurkishStemmer_a_18 = [["dir",-1,-1],["tir",-1,-1],["dur",-1,-1],["tur",-1,-1],["dür",-1,-1],["tür",-1,-1],["dır",-1,-1],["tır",-1,-1]];
const TurkishStemmer_a_19 = [["casına",-1,-1],["cesine",-1,-1]];
const TurkishStemmer_a_20 = [["di",-1,-1],["ti",-1,-1],["dik",-1,-1],["tik",-1,-1],["duk",-1,-1],["tuk",-1,-1],["dük",-1,-1],["tük",-1,-1],["dık",-1,-1],["tık",-1,-1],["dim",-1,-1],["tim",-1,-1],["dum",-1,-1],["tum",-1,-1],["düm",-1,-1],["tüm",-1,-1],["dım",-1,-1],["tım",-1,-1],["din",-1,-1],["tin",-1,-1],["dun",-1,-1],["tun",-1,-1],["dün",-1,-1],["tün",-1,-1],["dın",-1,-1],["tın",-1,-1],["du",-1,-1],["tu",-1,-1],["dü",-1,-1],["tü",-1,-1],["dı",-1,-1],["tı",-1,-1]];
const TurkishStemmer_a_21 = [["sa",-1,-1],["se",-1,-1],["sak",-1,-1],["sek",-1,-1],["sam",-1,-1],["sem",-1,-1],["san",-1,-1],["sen",-1,-1]];
const TurkishStemmer_a_22 = [["miş",-1,-1],["muş",-1,-1],["müş",-1,-1],["mış",-1,-1]];
const TurkishStemmer_a_23 = [["b",-1,1],["c",-1,2],["d",-1,3],["ğ",-1,4]];
const TurkishStemmer_as_23 = ["p","ç","t","k"];
class TurkishStemmer extends Stemmer {
B_continue_stemming_noun_suffixes = false;
r_check_vowel_harmony() {
let v_1, v_2;
v_1 = (this.limit - this.cursor);
if (!(this.go_out_grouping_b(TurkishStemmer_g_vowel))) {
return false;
}
while (true) {
v_2 = (this.limit - this.cursor);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "a"))) {
break lab0;
}
this.cursor -= 1;
if (!(this.go_out_grouping_b(TurkishStemmer_g_vowel1))) {
break lab0;
}
break;
}
this.cursor = (this.limit - v_2);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "e"))) {
break lab0;
}
this.cursor -= 1;
if (!(this.go_out_grouping_b(TurkishStemmer_g_vowel2))) {
break lab0;
}
break;
}
this.cursor = (this.limit - v_2);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ı"))) {
break lab0;
}
this.cursor -= 1;
if (!(this.go_out_grouping_b(TurkishStemmer_g_vowel3))) {
break lab0;
}
break;
}
this.cursor = (this.limit - v_2);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "i"))) {
break lab0;
}
this.cursor -= 1;
if (!(this.go_out_grouping_b(TurkishStemmer_g_vowel4))) {
break lab0;
}
break;
}
this.cursor = (this.limit - v_2);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "o"))) {
break lab0;
}
this.cursor -= 1;
if (!(this.go_out_grouping_b(TurkishStemmer_g_vowel5))) {
break lab0;
}
break;
}
this.cursor = (this.limit - v_2);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ö"))) {
break lab0;
}
this.cursor -= 1;
if (!(this.go_out_grouping_b(TurkishStemmer_g_vowel6))) {
break lab0;
}
break;
}
this.cursor = (this.limit - v_2);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "u"))) {
break lab0;
}
this.cursor -= 1;
if (!(this.go_out_grouping_b(TurkishStemmer_g_vowel5))) {
break lab0;
}
break;
}
this.cursor = (this.limit - v_2);
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ü"))) {
return false;
}
this.cursor -= 1;
if (!(this.go_out_grouping_b(TurkishStemmer_g_vowel6))) {
return false;
}
break;
}
this.cursor = (this.limit - v_1);
return true;
}
r_mark_suffix_with_optional_n_consonant() {
let v_1, v_2, v_3;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "n"))) {
break lab0;
}
this.cursor -= 1;
v_2 = (this.limit - this.cursor);
if (!(this.in_grouping_b(TurkishStemmer_g_vowel))) {
break lab0;
}
this.cursor = (this.limit - v_2);
break;
}
this.cursor = (this.limit - v_1);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "n"))) {
break lab0;
}
this.cursor -= 1;
return false;
}
v_3 = (this.limit - this.cursor);
if ((this.cursor <= this.limit_backward)) {
return false;
}
this.cursor -= 1;
if (!(this.in_grouping_b(TurkishStemmer_g_vowel))) {
return false;
}
this.cursor = (this.limit - v_3);
break;
}
return true;
}
r_mark_suffix_with_optional_s_consonant() {
let v_1, v_2, v_3;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "s"))) {
break lab0;
}
this.cursor -= 1;
v_2 = (this.limit - this.cursor);
if (!(this.in_grouping_b(TurkishStemmer_g_vowel))) {
break lab0;
}
this.cursor = (this.limit - v_2);
break;
}
this.cursor = (this.limit - v_1);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "s"))) {
break lab0;
}
this.cursor -= 1;
return false;
}
v_3 = (this.limit - this.cursor);
if ((this.cursor <= this.limit_backward)) {
return false;
}
this.cursor -= 1;
if (!(this.in_grouping_b(TurkishStemmer_g_vowel))) {
return false;
}
this.cursor = (this.limit - v_3);
break;
}
return true;
}
r_mark_suffix_with_optional_y_consonant() {
let v_1, v_2, v_3;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "y"))) {
break lab0;
}
this.cursor -= 1;
v_2 = (this.limit - this.cursor);
if (!(this.in_grouping_b(TurkishStemmer_g_vowel))) {
break lab0;
}
this.cursor = (this.limit - v_2);
break;
}
this.cursor = (this.limit - v_1);
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "y"))) {
break lab0;
}
this.cursor -= 1;
return false;
}
v_3 = (this.limit - this.cursor);
if ((this.cursor <= this.limit_backward)) {
return false;
}
this.cursor -= 1;
if (!(this.in_grouping_b(TurkishStemmer_g_vowel))) {
return false;
}
this.cursor = (this.limit - v_3);
break;
}
return true;
}
r_mark_suffix_with_optional_U_vowel() {
let v_1, v_2, v_3;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
if (!(this.in_grouping_b(TurkishStemmer_g_U))) {
break lab0;
}
v_2 = (this.limit - this.cursor);
if (!(this.out_grouping_b(TurkishStemmer_g_vowel))) {
break lab0;
}
this.cursor = (this.limit - v_2);
break;
}
this.cursor = (this.limit - v_1);
lab0: {
if (!(this.in_grouping_b(TurkishStemmer_g_U))) {
break lab0;
}
return false;
}
v_3 = (this.limit - this.cursor);
if ((this.cursor <= this.limit_backward)) {
return false;
}
this.cursor -= 1;
if (!(this.out_grouping_b(TurkishStemmer_g_vowel))) {
return false;
}
this.cursor = (this.limit - v_3);
break;
}
return true;
}
r_mark_possessives() {
if ((this.find_among_b(TurkishStemmer_a_0) === 0)) {
return false;
}
return this.r_mark_suffix_with_optional_U_vowel();
}
r_mark_sU() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
if (!(this.in_grouping_b(TurkishStemmer_g_U))) {
return false;
}
return this.r_mark_suffix_with_optional_s_consonant();
}
r_mark_lArI() {
return (this.find_among_b(TurkishStemmer_a_1) !== 0);
}
r_mark_yU() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
if (!(this.in_grouping_b(TurkishStemmer_g_U))) {
return false;
}
return this.r_mark_suffix_with_optional_y_consonant();
}
r_mark_nU() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
return (this.find_among_b(TurkishStemmer_a_2) !== 0);
}
r_mark_nUn() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
if ((this.find_among_b(TurkishStemmer_a_3) === 0)) {
return false;
}
return this.r_mark_suffix_with_optional_n_consonant();
}
r_mark_yA() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
if ((this.find_among_b(TurkishStemmer_a_4) === 0)) {
return false;
}
return this.r_mark_suffix_with_optional_y_consonant();
}
r_mark_nA() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
return (this.find_among_b(TurkishStemmer_a_5) !== 0);
}
r_mark_DA() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
return (this.find_among_b(TurkishStemmer_a_6) !== 0);
}
r_mark_ndA() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
return (this.find_among_b(TurkishStemmer_a_7) !== 0);
}
r_mark_DAn() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
return (this.find_among_b(TurkishStemmer_a_8) !== 0);
}
r_mark_ndAn() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
return (this.find_among_b(TurkishStemmer_a_9) !== 0);
}
r_mark_ylA() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
if ((this.find_among_b(TurkishStemmer_a_10) === 0)) {
return false;
}
return this.r_mark_suffix_with_optional_y_consonant();
}
r_mark_ncA() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
if ((this.find_among_b(TurkishStemmer_a_11) === 0)) {
return false;
}
return this.r_mark_suffix_with_optional_n_consonant();
}
r_mark_yUm() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
if ((this.find_among_b(TurkishStemmer_a_12) === 0)) {
return false;
}
return this.r_mark_suffix_with_optional_y_consonant();
}
r_mark_sUn() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
return (this.find_among_b(TurkishStemmer_a_13) !== 0);
}
r_mark_yUz() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
if ((this.find_among_b(TurkishStemmer_a_14) === 0)) {
return false;
}
return this.r_mark_suffix_with_optional_y_consonant();
}
r_mark_sUnUz() {
return (this.find_among_b(TurkishStemmer_a_15) !== 0);
}
r_mark_lAr() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
return (this.find_among_b(TurkishStemmer_a_16) !== 0);
}
r_mark_nUz() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
return (this.find_among_b(TurkishStemmer_a_17) !== 0);
}
r_mark_DUr() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
return (this.find_among_b(TurkishStemmer_a_18) !== 0);
}
r_mark_cAsInA() {
return (this.find_among_b(TurkishStemmer_a_19) !== 0);
}
r_mark_yDU() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
if ((this.find_among_b(TurkishStemmer_a_20) === 0)) {
return false;
}
return this.r_mark_suffix_with_optional_y_consonant();
}
r_mark_ysA() {
if ((this.find_among_b(TurkishStemmer_a_21) === 0)) {
return false;
}
return this.r_mark_suffix_with_optional_y_consonant();
}
r_mark_ymUs_() {
if (!(this.r_check_vowel_harmony())) {
return false;
}
if ((this.find_among_b(TurkishStemmer_a_22) === 0)) {
return false;
}
return this.r_mark_suffix_with_optional_y_consonant();
}
r_mark_yken() {
if (!(this.eq_s_b("ken"))) {
return false;
}
return this.r_mark_suffix_with_optional_y_consonant();
}
r_stem_nominal_verb_suffixes() {
let v_1, v_10, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
this.ket = this.cursor;
this.B_continue_stemming_noun_suffixes = true;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
while (true) {
v_2 = (this.limit - this.cursor);
lab1: {
if (!(this.r_mark_ymUs_())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_2);
lab1: {
if (!(this.r_mark_yDU())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_2);
lab1: {
if (!(this.r_mark_ysA())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_2);
if (!(this.r_mark_yken())) {
break lab0;
}
break;
}
break;
}
this.cursor = (this.limit - v_1);
lab0: {
if (!(this.r_mark_cAsInA())) {
break lab0;
}
while (true) {
v_3 = (this.limit - this.cursor);
lab1: {
if (!(this.r_mark_sUnUz())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_3);
lab1: {
if (!(this.r_mark_lAr())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_3);
lab1: {
if (!(this.r_mark_yUm())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_3);
lab1: {
if (!(this.r_mark_sUn())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_3);
lab1: {
if (!(this.r_mark_yUz())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_3);
break;
}
if (!(this.r_mark_ymUs_())) {
break lab0;
}
break;
}
this.cursor = (this.limit - v_1);
lab0: {
if (!(this.r_mark_lAr())) {
break lab0;
}
this.bra = this.cursor;
this.slice_del();
v_4 = (this.limit - this.cursor);
lab1: {
this.ket = this.cursor;
while (true) {
v_5 = (this.limit - this.cursor);
lab2: {
if (!(this.r_mark_DUr())) {
break lab2;
}
break;
}
this.cursor = (this.limit - v_5);
lab2: {
if (!(this.r_mark_yDU())) {
break lab2;
}
break;
}
this.cursor = (this.limit - v_5);
lab2: {
if (!(this.r_mark_ysA())) {
break lab2;
}
break;
}
this.cursor = (this.limit - v_5);
if (!(this.r_mark_ymUs_())) {
this.cursor = (this.limit - v_4);
break lab1;
}
break;
}
}
this.B_continue_stemming_noun_suffixes = false;
break;
}
this.cursor = (this.limit - v_1);
lab0: {
if (!(this.r_mark_nUz())) {
break lab0;
}
while (true) {
v_6 = (this.limit - this.cursor);
lab1: {
if (!(this.r_mark_yDU())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_6);
if (!(this.r_mark_ysA())) {
break lab0;
}
break;
}
break;
}
this.cursor = (this.limit - v_1);
lab0: {
while (true) {
v_7 = (this.limit - this.cursor);
lab1: {
if (!(this.r_mark_sUnUz())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_7);
lab1: {
if (!(this.r_mark_yUz())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_7);
lab1: {
if (!(this.r_mark_sUn())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_7);
if (!(this.r_mark_yUm())) {
break lab0;
}
break;
}
this.bra = this.cursor;
this.slice_del();
v_8 = (this.limit - this.cursor);
lab1: {
this.ket = this.cursor;
if (!(this.r_mark_ymUs_())) {
this.cursor = (this.limit - v_8);
break lab1;
}
}
break;
}
this.cursor = (this.limit - v_1);
if (!(this.r_mark_DUr())) {
return false;
}
this.bra = this.cursor;
this.slice_del();
v_9 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
while (true) {
v_10 = (this.limit - this.cursor);
lab1: {
if (!(this.r_mark_sUnUz())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_10);
lab1: {
if (!(this.r_mark_lAr())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_10);
lab1: {
if (!(this.r_mark_yUm())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_10);
lab1: {
if (!(this.r_mark_sUn())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_10);
lab1: {
if (!(this.r_mark_yUz())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_10);
break;
}
if (!(this.r_mark_ymUs_())) {
this.cursor = (this.limit - v_9);
break lab0;
}
}
break;
}
this.bra = this.cursor;
this.slice_del();
return true;
}
r_stem_suffix_chain_before_ki() {
let v_1, v_10, v_11, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
this.ket = this.cursor;
if (!(this.eq_s_b("ki"))) {
return false;
}
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
if (!(this.r_mark_DA())) {
break lab0;
}
this.bra = this.cursor;
this.slice_del();
v_2 = (this.limit - this.cursor);
lab1: {
this.ket = this.cursor;
while (true) {
v_3 = (this.limit - this.cursor);
lab2: {
if (!(this.r_mark_lAr())) {
break lab2;
}
this.bra = this.cursor;
this.slice_del();
v_4 = (this.limit - this.cursor);
lab3: {
if (!(this.r_stem_suffix_chain_before_ki())) {
this.cursor = (this.limit - v_4);
break lab3;
}
}
break;
}
this.cursor = (this.limit - v_3);
if (!(this.r_mark_possessives())) {
this.cursor = (this.limit - v_2);
break lab1;
}
this.bra = this.cursor;
this.slice_del();
v_5 = (this.limit - this.cursor);
lab2: {
this.ket = this.cursor;
if (!(this.r_mark_lAr())) {
this.cursor = (this.limit - v_5);
break lab2;
}
this.bra = this.cursor;
this.slice_del();
if (!(this.r_stem_suffix_chain_before_ki())) {
this.cursor = (this.limit - v_5);
break lab2;
}
}
break;
}
}
break;
}
this.cursor = (this.limit - v_1);
lab0: {
if (!(this.r_mark_nUn())) {
break lab0;
}
this.bra = this.cursor;
this.slice_del();
v_6 = (this.limit - this.cursor);
lab1: {
this.ket = this.cursor;
while (true) {
v_7 = (this.limit - this.cursor);
lab2: {
if (!(this.r_mark_lArI())) {
break lab2;
}
this.bra = this.cursor;
this.slice_del();
break;
}
this.cursor = (this.limit - v_7);
lab2: {
this.ket = this.cursor;
while (true) {
v_8 = (this.limit - this.cursor);
lab3: {
if (!(this.r_mark_possessives())) {
break lab3;
}
break;
}
this.cursor = (this.limit - v_8);
if (!(this.r_mark_sU())) {
break lab2;
}
break;
}
this.bra = this.cursor;
this.slice_del();
v_9 = (this.limit - this.cursor);
lab3: {
this.ket = this.cursor;
if (!(this.r_mark_lAr())) {
this.cursor = (this.limit - v_9);
break lab3;
}
this.bra = this.cursor;
this.slice_del();
if (!(this.r_stem_suffix_chain_before_ki())) {
this.cursor = (this.limit - v_9);
break lab3;
}
}
break;
}
this.cursor = (this.limit - v_7);
if (!(this.r_stem_suffix_chain_before_ki())) {
this.cursor = (this.limit - v_6);
break lab1;
}
break;
}
}
break;
}
this.cursor = (this.limit - v_1);
if (!(this.r_mark_ndA())) {
return false;
}
while (true) {
v_10 = (this.limit - this.cursor);
lab0: {
if (!(this.r_mark_lArI())) {
break lab0;
}
this.bra = this.cursor;
this.slice_del();
break;
}
this.cursor = (this.limit - v_10);
lab0: {
if (!(this.r_mark_sU())) {
break lab0;
}
this.bra = this.cursor;
this.slice_del();
v_11 = (this.limit - this.cursor);
lab1: {
this.ket = this.cursor;
if (!(this.r_mark_lAr())) {
this.cursor = (this.limit - v_11);
break lab1;
}
this.bra = this.cursor;
this.slice_del();
if (!(this.r_stem_suffix_chain_before_ki())) {
this.cursor = (this.limit - v_11);
break lab1;
}
}
break;
}
this.cursor = (this.limit - v_10);
if (!(this.r_stem_suffix_chain_before_ki())) {
return false;
}
break;
}
break;
}
return true;
}
r_stem_noun_suffixes() {
let v_1, v_10, v_11, v_12, v_13, v_14, v_15, v_16, v_17, v_18, v_19, v_2, v_20, v_21, v_22, v_23, v_24, v_25, v_26, v_27, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (!(this.r_mark_lAr())) {
break lab0;
}
this.bra = this.cursor;
this.slice_del();
v_2 = (this.limit - this.cursor);
lab1: {
if (!(this.r_stem_suffix_chain_before_ki())) {
this.cursor = (this.limit - v_2);
break lab1;
}
}
break;
}
this.cursor = (this.limit - v_1);
lab0: {
this.ket = this.cursor;
if (!(this.r_mark_ncA())) {
break lab0;
}
this.bra = this.cursor;
this.slice_del();
v_3 = (this.limit - this.cursor);
lab1: {
while (true) {
v_4 = (this.limit - this.cursor);
lab2: {
this.ket = this.cursor;
if (!(this.r_mark_lArI())) {
break lab2;
}
this.bra = this.cursor;
this.slice_del();
break;
}
this.cursor = (this.limit - v_4);
lab2: {
this.ket = this.cursor;
while (true) {
v_5 = (this.limit - this.cursor);
lab3: {
if (!(this.r_mark_possessives())) {
break lab3;
}
break;
}
this.cursor = (this.limit - v_5);
if (!(this.r_mark_sU())) {
break lab2;
}
break;
}
this.bra = this.cursor;
this.slice_del();
v_6 = (this.limit - this.cursor);
lab3: {
this.ket = this.cursor;
if (!(this.r_mark_lAr())) {
this.cursor = (this.limit - v_6);
break lab3;
}
this.bra = this.cursor;
this.slice_del();
if (!(this.r_stem_suffix_chain_before_ki())) {
this.cursor = (this.limit - v_6);
break lab3;
}
}
break;
}
this.cursor = (this.limit - v_4);
this.ket = this.cursor;
if (!(this.r_mark_lAr())) {
this.cursor = (this.limit - v_3);
break lab1;
}
this.bra = this.cursor;
this.slice_del();
if (!(this.r_stem_suffix_chain_before_ki())) {
this.cursor = (this.limit - v_3);
break lab1;
}
break;
}
}
break;
}
this.cursor = (this.limit - v_1);
lab0: {
this.ket = this.cursor;
while (true) {
v_7 = (this.limit - this.cursor);
lab1: {
if (!(this.r_mark_ndA())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_7);
if (!(this.r_mark_nA())) {
break lab0;
}
break;
}
while (true) {
v_8 = (this.limit - this.cursor);
lab1: {
if (!(this.r_mark_lArI())) {
break lab1;
}
this.bra = this.cursor;
this.slice_del();
break;
}
this.cursor = (this.limit - v_8);
lab1: {
if (!(this.r_mark_sU())) {
break lab1;
}
this.bra = this.cursor;
this.slice_del();
v_9 = (this.limit - this.cursor);
lab2: {
this.ket = this.cursor;
if (!(this.r_mark_lAr())) {
this.cursor = (this.limit - v_9);
break lab2;
}
this.bra = this.cursor;
this.slice_del();
if (!(this.r_stem_suffix_chain_before_ki())) {
this.cursor = (this.limit - v_9);
break lab2;
}
}
break;
}
this.cursor = (this.limit - v_8);
if (!(this.r_stem_suffix_chain_before_ki())) {
break lab0;
}
break;
}
break;
}
this.cursor = (this.limit - v_1);
lab0: {
this.ket = this.cursor;
while (true) {
v_10 = (this.limit - this.cursor);
lab1: {
if (!(this.r_mark_ndAn())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_10);
if (!(this.r_mark_nU())) {
break lab0;
}
break;
}
while (true) {
v_11 = (this.limit - this.cursor);
lab1: {
if (!(this.r_mark_sU())) {
break lab1;
}
this.bra = this.cursor;
this.slice_del();
v_12 = (this.limit - this.cursor);
lab2: {
this.ket = this.cursor;
if (!(this.r_mark_lAr())) {
this.cursor = (this.limit - v_12);
break lab2;
}
this.bra = this.cursor;
this.slice_del();
if (!(this.r_stem_suffix_chain_before_ki())) {
this.cursor = (this.limit - v_12);
break lab2;
}
}
break;
}
this.cursor = (this.limit - v_11);
if (!(this.r_mark_lArI())) {
break lab0;
}
break;
}
break;
}
this.cursor = (this.limit - v_1);
lab0: {
this.ket = this.cursor;
if (!(this.r_mark_DAn())) {
break lab0;
}
this.bra = this.cursor;
this.slice_del();
v_13 = (this.limit - this.cursor);
lab1: {
this.ket = this.cursor;
while (true) {
v_14 = (this.limit - this.cursor);
lab2: {
if (!(this.r_mark_possessives())) {
break lab2;
}
this.bra = this.cursor;
this.slice_del();
v_15 = (this.limit - this.cursor);
lab3: {
this.ket = this.cursor;
if (!(this.r_mark_lAr())) {
this.cursor = (this.limit - v_15);
break lab3;
}
this.bra = this.cursor;
this.slice_del();
if (!(this.r_stem_suffix_chain_before_ki())) {
this.cursor = (this.limit - v_15);
break lab3;
}
}
break;
}
this.cursor = (this.limit - v_14);
lab2: {
if (!(this.r_mark_lAr())) {
break lab2;
}
this.bra = this.cursor;
this.slice_del();
v_16 = (this.limit - this.cursor);
lab3: {
if (!(this.r_stem_suffix_chain_before_ki())) {
this.cursor = (this.limit - v_16);
break lab3;
}
}
break;
}
this.cursor = (this.limit - v_14);
if (!(this.r_stem_suffix_chain_before_ki())) {
this.cursor = (this.limit - v_13);
break lab1;
}
break;
}
}
break;
}
this.cursor = (this.limit - v_1);
lab0: {
this.ket = this.cursor;
while (true) {
v_17 = (this.limit - this.cursor);
lab1: {
if (!(this.r_mark_nUn())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_17);
if (!(this.r_mark_ylA())) {
break lab0;
}
break;
}
this.bra = this.cursor;
this.slice_del();
v_18 = (this.limit - this.cursor);
lab1: {
while (true) {
v_19 = (this.limit - this.cursor);
lab2: {
this.ket = this.cursor;
if (!(this.r_mark_lAr())) {
break lab2;
}
this.bra = this.cursor;
this.slice_del();
if (!(this.r_stem_suffix_chain_before_ki())) {
break lab2;
}
break;
}
this.cursor = (this.limit - v_19);
lab2: {
this.ket = this.cursor;
while (true) {
v_20 = (this.limit - this.cursor);
lab3: {
if (!(this.r_mark_possessives())) {
break lab3;
}
break;
}
this.cursor = (this.limit - v_20);
if (!(this.r_mark_sU())) {
break lab2;
}
break;
}
this.bra = this.cursor;
this.slice_del();
v_21 = (this.limit - this.cursor);
lab3: {
this.ket = this.cursor;
if (!(this.r_mark_lAr())) {
this.cursor = (this.limit - v_21);
break lab3;
}
this.bra = this.cursor;
this.slice_del();
if (!(this.r_stem_suffix_chain_before_ki())) {
this.cursor = (this.limit - v_21);
break lab3;
}
}
break;
}
this.cursor = (this.limit - v_19);
if (!(this.r_stem_suffix_chain_before_ki())) {
this.cursor = (this.limit - v_18);
break lab1;
}
break;
}
}
break;
}
this.cursor = (this.limit - v_1);
lab0: {
this.ket = this.cursor;
if (!(this.r_mark_lArI())) {
break lab0;
}
this.bra = this.cursor;
this.slice_del();
break;
}
this.cursor = (this.limit - v_1);
lab0: {
if (!(this.r_stem_suffix_chain_before_ki())) {
break lab0;
}
break;
}
this.cursor = (this.limit - v_1);
lab0: {
this.ket = this.cursor;
while (true) {
v_22 = (this.limit - this.cursor);
lab1: {
if (!(this.r_mark_DA())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_22);
lab1: {
if (!(this.r_mark_yU())) {
break lab1;
}
break;
}
this.cursor = (this.limit - v_22);
if (!(this.r_mark_yA())) {
break lab0;
}
break;
}
this.bra = this.cursor;
this.slice_del();
v_23 = (this.limit - this.cursor);
lab1: {
this.ket = this.cursor;
while (true) {
v_24 = (this.limit - this.cursor);
lab2: {
if (!(this.r_mark_possessives())) {
break lab2;
}
this.bra = this.cursor;
this.slice_del();
v_25 = (this.limit - this.cursor);
lab3: {
this.ket = this.cursor;
if (!(this.r_mark_lAr())) {
this.cursor = (this.limit - v_25);
break lab3;
}
}
break;
}
this.cursor = (this.limit - v_24);
if (!(this.r_mark_lAr())) {
this.cursor = (this.limit - v_23);
break lab1;
}
break;
}
this.bra = this.cursor;
this.slice_del();
this.ket = this.cursor;
if (!(this.r_stem_suffix_chain_before_ki())) {
this.cursor = (this.limit - v_23);
break lab1;
}
}
break;
}
this.cursor = (this.limit - v_1);
this.ket = this.cursor;
while (true) {
v_26 = (this.limit - this.cursor);
lab0: {
if (!(this.r_mark_possessives())) {
break lab0;
}
break;
}
this.cursor = (this.limit - v_26);
if (!(this.r_mark_sU())) {
return false;
}
break;
}
this.bra = this.cursor;
this.slice_del();
v_27 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
if (!(this.r_mark_lAr())) {
this.cursor = (this.limit - v_27);
break lab0;
}
this.bra = this.cursor;
this.slice_del();
if (!(this.r_stem_suffix_chain_before_ki())) {
this.cursor = (this.limit - v_27);
break lab0;
}
}
break;
}
return true;
}
r_post_process_last_consonants() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(TurkishStemmer_a_23);
if ((among_var === 0)) {
return false;
}
this.bra = this.cursor;
this.slice_from(TurkishStemmer_as_23[(among_var - 1)]);
return true;
}
r_append_U_to_stems_ending_with_d_or_g() {
let v_1;
this.ket = this.cursor;
this.bra = this.cursor;
while (true) {
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "d"))) {
break lab0;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "g"))) {
return false;
}
this.cursor -= 1;
break;
}
if (!(this.go_out_grouping_b(TurkishStemmer_g_vowel))) {
return false;
}
while (true) {
v_1 = (this.limit - this.cursor);
lab0: {
while (true) {
lab1: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "a"))) {
break lab1;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ı"))) {
break lab0;
}
this.cursor -= 1;
break;
}
this.slice_from("ı");
break;
}
this.cursor = (this.limit - v_1);
lab0: {
while (true) {
lab1: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "e"))) {
break lab1;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "i"))) {
break lab0;
}
this.cursor -= 1;
break;
}
this.slice_from("i");
break;
}
this.cursor = (this.limit - v_1);
lab0: {
while (true) {
lab1: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "o"))) {
break lab1;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "u"))) {
break lab0;
}
this.cursor -= 1;
break;
}
this.slice_from("u");
break;
}
this.cursor = (this.limit - v_1);
while (true) {
lab0: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ö"))) {
break lab0;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ü"))) {
return false;
}
this.cursor -= 1;
break;
}
this.slice_from("ü");
break;
}
return true;
}
r_is_reserved_word() {
let v_1;
if (!(this.eq_s_b("ad"))) {
return false;
}
v_1 = (this.limit - this.cursor);
lab0: {
if (!(this.eq_s_b("soy"))) {
this.cursor = (this.limit - v_1);
break lab0;
}
}
return (this.cursor <= this.limit_backward);
}
r_remove_proper_noun_suffix() {
let v_1, v_2, v_3, v_4;
v_1 = this.cursor;
lab0: {
this.bra = this.cursor;
while (true) {
v_2 = this.cursor;
lab1: {
lab2: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "'"))) {
break lab2;
}
this.cursor += 1;
break lab1;
}
this.cursor = v_2;
break;
}
this.cursor = v_2;
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
this.ket = this.cursor;
this.slice_del();
}
this.cursor = v_1;
v_3 = this.cursor;
lab0: {
if (((this.cursor + 2) > this.limit)) {
break lab0;
}
this.cursor += 2;
while (true) {
v_4 = this.cursor;
lab1: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "'"))) {
break lab1;
}
this.cursor += 1;
this.cursor = v_4;
break;
}
this.cursor = v_4;
if ((this.cursor >= this.limit)) {
break lab0;
}
this.cursor += 1;
}
this.bra = this.cursor;
this.cursor = this.limit;
this.ket = this.cursor;
this.slice_del();
}
this.cursor = v_3;
return true;
}
r_more_than_one_syllable_word() {
let _, v_1;
v_1 = this.cursor;
for (_ = 0; _ < 2; _++) {
if (!(this.go_out_grouping(TurkishStemmer_g_vowel))) {
return false;
}
this.cursor += 1;
}
this.cursor = v_1;
return true;
}
r_postlude() {
let v_1, v_2, v_3;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = (this.limit - this.cursor);
lab0: {
if (!(this.r_is_reserved_word())) {
break lab0;
}
return false;
}
this.cursor = (this.limit - v_1);
v_2 = (this.limit - this.cursor);
this.r_append_U_to_stems_ending_with_d_or_g();
this.cursor = (this.limit - v_2);
v_3 = (this.limit - this.cursor);
this.r_post_process_last_consonants();
this.cursor = (this.limit - v_3);
this.cursor = this.limit_backward;
return true;
}
stem() {
let v_1, v_2;
this.r_remove_proper_noun_suffix();
if (!(this.r_more_than_one_syllable_word())) {
return false;
}
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = (this.limit - this.cursor);
this.r_stem_nominal_verb_suffixes();
this.cursor = (this.limit - v_1);
if (!(this.B_continue_stemming_noun_suffixes)) {
return false;
}
v_2 = (this.limit - this.cursor);
this.r_stem_noun_suffixes();
this.cursor = (this.limit - v_2);
this.cursor = this.limit_backward;
return this.r_postlude();
}
}
const YiddishStemmer_g_niked = new Set("ְֱֲֳִֵֶַָֹֻּֿׁׂ");
const YiddishStemmer_g_vowel = new Set("אויעױײ");
const YiddishStemmer_g_consonant = new Set("בגדהזחטךכלםמןנסףפץצקרשתװ");
const YiddishStemmer_a_0 = [["וו",-1,1],["וי",-1,2],["יי",-1,3],["ך",-1,4],["ם",-1,5],["ן",-1,6],["ף",-1,7],["ץ",-1,8]];
const YiddishStemmer_a_1 = [["אדורכ",-1,1],["אהינ",-1,1],["אהער",-1,1],["אהײמ",-1,1],["אומ",-1,1],["אונטער",-1,1],["איבער",-1,1],["אנ",-1,1],["אנט",7,1],["אנטקעגנ",8,1],["אנידער",7,1],["אפ",-1,1],["אפיר",11,1],["אקעגנ",-1,1],["אראפ",-1,1],["ארומ",-1,1],["ארונטער",-1,1],["אריבער",-1,1],["ארױס",-1,1],["ארױפ",-1,1],["ארײנ",-1,1],["אװעק",-1,1],["אױס",-1,1],["אױפ",-1,1],["אײנ",-1,1],["בא",-1,1],["בײ",-1,1],["דורכ",-1,1],["דער",-1,1],["מיט",-1,1],["נאכ",-1,1],["פאר",-1,1],["פארבײ",31,1],["פארױס",31,1],["פונאנדער",-1,1],["צו",-1,1],["צוזאמענ",35,1],["צונױפ",35,1],["צוריק",35,1],["צע",-1,1]];
const YiddishStemmer_a_2 = [["דזש",-1,-1],["שטר",-1,-1],["שטש",-1,-1],["שפר",-1,-1]];
const YiddishStemmer_a_3 = [["קליב",-1,9],["ריב",-1,10],["טריב",1,7],["שריב",1,15],["הױב",-1,23],["שװיג",-1,12],["גאנג",-1,1],["זונג",-1,18],["שלונג",-1,21],["צװונג",-1,20],["בױג",-1,22],["בונד",-1,16],["װיז",-1,6],["ביט",-1,4],["ליט",-1,8],["מיט",-1,3],["שניט",-1,14],["נומ",-1,2],["שטאנ",-1,25],["ביס",-1,5],["שמיס",-1,13],["ריס",-1,11],["טרונק",-1,19],["פארלױר",-1,24],["שװױר",-1,26],["װוטש",-1,17]];
const YiddishStemmer_as_3 = ["גײ","נעמ","מײד","בײט","בײס","װײז","טרײב","לײט","קלײב","רײב","רײס","שװײג","שמײס","שנײד","שרײב","בינד","װיטש","זינג","טרינק","צװינג","שלינג","בײג","הײב","פארליר","שטײ","שװער"];
const YiddishStemmer_a_4 = [["ונג",-1,1],["סטו",-1,1],["ט",-1,1],["בראכט",2,31],["סט",2,1],["יסט",4,33],["עט",2,1],["שאפט",2,1],["הײט",2,1],["קײט",2,1],["יקײט",9,1],["לעכ",-1,1],["עלעכ",11,1],["יזמ",-1,1],["ימ",-1,1],["עמ",-1,1],["ענעמ",15,3],["טענעמ",16,4],["נ",-1,1],["קליבנ",18,14],["ריבנ",18,15],["טריבנ",20,12],["שריבנ",20,7],["הױבנ",18,27],["שװיגנ",18,17],["זונגנ",18,22],["שלונגנ",18,25],["צװונגנ",18,24],["בױגנ",18,26],["בונדנ",18,20],["װיזנ",18,11],["טנ",18,4],["GEביטנ",31,9],["GEליטנ",31,13],["GEמיטנ",31,8],["שניטנ",31,19],["סטנ",31,1],["יסטנ",36,1],["עטנ",31,1],["GEביסנ",18,10],["שמיסנ",18,18],["GEריסנ",18,16],["ענ",18,1],["גאנגענ",42,5],["עלענ",42,1],["נומענ",42,6],["יזמענ",42,1],["שטאנענ",42,29],["טרונקנ",18,23],["פארלױרנ",18,28],["שװױרנ",18,30],["װוטשנ",18,21],["גײנ",18,5],["ס",-1,1],["טס",53,4],["עטס",54,1],["נס",53,1],["טנס",56,4],["ענס",56,3],["עס",53,1],["יעס",59,2],["עלעס",59,1],["ערס",53,1],["ענערס",62,1],["ע",-1,1],["טע",64,4],["סטע",65,1],["עטע",65,1],["יע",64,-1],["עלע",64,1],["ענע",64,3],["טענע",70,4],["ער",-1,1],["טער",72,4],["סטער",73,1],["עטער",73,1],["ענער",72,3],["טענער",76,4],["ות",-1,32]];
const YiddishStemmer_a_5 = [["ונג",-1,1],["שאפט",-1,1],["הײט",-1,1],["קײט",-1,1],["יקײט",3,1],["ל",-1,2]];
const YiddishStemmer_a_6 = [["יג",-1,1],["יק",-1,1],["דיק",1,1],["נדיק",2,1],["ענדיק",3,1],["בליק",1,-1],["גליק",1,-1],["ניק",1,1],["יש",-1,1]];
class YiddishStemmer extends Stemmer {
I_p1 = 0;
r_prelude() {
let among_var, v_1, v_2, v_3, v_4, v_5, v_6;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
while (true) {
v_3 = this.cursor;
lab2: {
this.bra = this.cursor;
among_var = this.find_among(YiddishStemmer_a_0);
if ((among_var === 0)) {
break lab2;
}
this.ket = this.cursor;
if ((among_var === 1)) {
lab3: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "ּ"))) {
break lab3;
}
this.cursor += 1;
break lab2;
}
this.slice_from("װ");
} else {
if ((among_var === 2)) {
lab3: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "ִ"))) {
break lab3;
}
this.cursor += 1;
break lab2;
}
this.slice_from("ױ");
} else {
if ((among_var === 3)) {
lab3: {
if (((this.cursor === this.limit) || (this.current[this.cursor] !== "ִ"))) {
break lab3;
}
this.cursor += 1;
break lab2;
}
this.slice_from("ײ");
} else {
if ((among_var === 4)) {
this.slice_from("כ");
} else {
if ((among_var === 5)) {
this.slice_from("מ");
} else {
if ((among_var === 6)) {
this.slice_from("נ");
} else {
if ((among_var === 7)) {
this.slice_from("פ");
} else {
this.slice_from("צ");
}
}
}
}
}
}
}
this.cursor = v_3;
break;
}
this.cursor = v_3;
if ((this.cursor >= this.limit)) {
break lab1;
}
this.cursor += 1;
}
continue;
}
this.cursor = v_2;
break;
}
}
this.cursor = v_1;
v_4 = this.cursor;
lab0: {
while (true) {
v_5 = this.cursor;
lab1: {
while (true) {
v_6 = this.cursor;
lab2: {
this.bra = this.cursor;
if (!(this.in_grouping(YiddishStemmer_g_niked))) {
break lab2;
}
this.ket = this.cursor;
this.slice_del();
this.cursor = v_6;
break;
}
this.cursor = v_6;
if ((this.cursor >= this.limit)) {
break lab1;
}
this.cursor += 1;
}
continue;
}
this.cursor = v_5;
break;
}
}
this.cursor = v_4;
return true;
}
r_mark_regions() {
let I_x, v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
this.I_p1 = this.limit;
v_1 = this.cursor;
lab0: {
this.bra = this.cursor;
if (!(this.eq_s("גע"))) {
this.cursor = v_1;
break lab0;
}
this.ket = this.cursor;
v_2 = this.cursor;
lab1: {
while (true) {
lab2: {
if (!(this.eq_s("לט"))) {
break lab2;
}
break;
}
lab2: {
if (!(this.eq_s("בנ"))) {
break lab2;
}
break;
}
if ((this.cursor < this.limit)) {
break lab1;
}
break;
}
this.cursor = v_1;
break lab0;
}
this.cursor = v_2;
this.slice_from("GE");
}
v_3 = this.cursor;
lab0: {
if ((this.find_among(YiddishStemmer_a_1) === 0)) {
this.cursor = v_3;
break lab0;
}
while (true) {
v_4 = this.cursor;
lab1: {
v_5 = this.cursor;
while (true) {
lab2: {
if (!(this.eq_s("צוגנ"))) {
break lab2;
}
break;
}
lab2: {
if (!(this.eq_s("צוקט"))) {
break lab2;
}
break;
}
if (!(this.eq_s("צוקנ"))) {
break lab1;
}
break;
}
if ((this.cursor < this.limit)) {
break lab1;
}
this.cursor = v_5;
break;
}
this.cursor = v_4;
lab1: {
v_6 = this.cursor;
if (!(this.eq_s("געבנ"))) {
break lab1;
}
this.cursor = v_6;
break;
}
this.cursor = v_4;
lab1: {
this.bra = this.cursor;
if (!(this.eq_s("גע"))) {
break lab1;
}
this.ket = this.cursor;
this.slice_from("GE");
break;
}
this.cursor = v_4;
this.bra = this.cursor;
if (!(this.eq_s("צו"))) {
this.cursor = v_3;
break lab0;
}
this.ket = this.cursor;
this.slice_from("TSU");
break;
}
}
v_7 = this.cursor;
if (((this.cursor + 3) > this.limit)) {
return false;
}
this.cursor += 3;
I_x = this.cursor;
this.cursor = v_7;
v_8 = this.cursor;
lab0: {
if ((this.find_among(YiddishStemmer_a_2) === 0)) {
this.cursor = v_8;
break lab0;
}
}
v_9 = this.cursor;
lab0: {
if (!(this.in_grouping(YiddishStemmer_g_consonant))) {
break lab0;
}
if (!(this.in_grouping(YiddishStemmer_g_consonant))) {
break lab0;
}
if (!(this.in_grouping(YiddishStemmer_g_consonant))) {
break lab0;
}
this.I_p1 = this.cursor;
return false;
}
this.cursor = v_9;
if (!(this.go_out_grouping(YiddishStemmer_g_vowel))) {
return false;
}
this.cursor += 1;
if (!(this.go_in_grouping(YiddishStemmer_g_vowel))) {
return false;
}
this.I_p1 = this.cursor;
lab0: {
if ((this.I_p1 >= I_x)) {
break lab0;
}
this.I_p1 = I_x;
}
return true;
}
r_R1() {
return (this.I_p1 <= this.cursor);
}
r_standard_suffix() {
let among_var, v_1, v_10, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
v_1 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(YiddishStemmer_a_4);
if ((among_var === 0)) {
break lab0;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_R1())) {
break lab0;
}
this.slice_del();
} else {
if ((among_var === 2)) {
if (!(this.r_R1())) {
break lab0;
}
this.slice_from("יע");
} else {
if ((among_var === 3)) {
if (!(this.r_R1())) {
break lab0;
}
this.slice_del();
this.ket = this.cursor;
among_var = this.find_among_b(YiddishStemmer_a_3);
if ((among_var === 0)) {
break lab0;
}
this.bra = this.cursor;
this.slice_from(YiddishStemmer_as_3[(among_var - 1)]);
} else {
if ((among_var === 4)) {
while (true) {
v_2 = (this.limit - this.cursor);
lab1: {
if (!(this.r_R1())) {
break lab1;
}
this.slice_del();
break;
}
this.cursor = (this.limit - v_2);
this.slice_from("ט");
break;
}
this.ket = this.cursor;
if (!(this.eq_s_b("בראכ"))) {
break lab0;
}
v_3 = (this.limit - this.cursor);
lab1: {
if (!(this.eq_s_b("גע"))) {
this.cursor = (this.limit - v_3);
break lab1;
}
}
this.bra = this.cursor;
this.slice_from("ברענג");
} else {
if ((among_var === 5)) {
this.slice_from("גײ");
} else {
if ((among_var === 6)) {
this.slice_from("נעמ");
} else {
if ((among_var === 7)) {
this.slice_from("שרײב");
} else {
if ((among_var === 8)) {
this.slice_from("מײד");
} else {
if ((among_var === 9)) {
this.slice_from("בײט");
} else {
if ((among_var === 10)) {
this.slice_from("בײס");
} else {
if ((among_var === 11)) {
this.slice_from("װײז");
} else {
if ((among_var === 12)) {
this.slice_from("טרײב");
} else {
if ((among_var === 13)) {
this.slice_from("לײט");
} else {
if ((among_var === 14)) {
this.slice_from("קלײב");
} else {
if ((among_var === 15)) {
this.slice_from("רײב");
} else {
if ((among_var === 16)) {
this.slice_from("רײס");
} else {
if ((among_var === 17)) {
this.slice_from("שװײג");
} else {
if ((among_var === 18)) {
this.slice_from("שמײס");
} else {
if ((among_var === 19)) {
this.slice_from("שנײד");
} else {
if ((among_var === 20)) {
this.slice_from("בינד");
} else {
if ((among_var === 21)) {
this.slice_from("װיטש");
} else {
if ((among_var === 22)) {
this.slice_from("זינג");
} else {
if ((among_var === 23)) {
this.slice_from("טרינק");
} else {
if ((among_var === 24)) {
this.slice_from("צװינג");
} else {
if ((among_var === 25)) {
this.slice_from("שלינג");
} else {
if ((among_var === 26)) {
this.slice_from("בײג");
} else {
if ((among_var === 27)) {
this.slice_from("הײב");
} else {
if ((among_var === 28)) {
this.slice_from("פארליר");
} else {
if ((among_var === 29)) {
this.slice_from("שטײ");
} else {
if ((among_var === 30)) {
this.slice_from("שװער");
} else {
if ((among_var === 31)) {
this.slice_from("ברענג");
} else {
if ((among_var === 32)) {
if (!(this.r_R1())) {
break lab0;
}
this.slice_from("ה");
} else {
if ((among_var === 33)) {
while (true) {
v_4 = (this.limit - this.cursor);
lab1: {
while (true) {
lab2: {
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ג"))) {
break lab2;
}
this.cursor -= 1;
break;
}
if (((this.cursor <= this.limit_backward) || (this.current[(this.cursor - 1)] !== "ש"))) {
break lab1;
}
this.cursor -= 1;
break;
}
v_5 = (this.limit - this.cursor);
lab2: {
if ((this.I_p1 > (this.cursor + 3))) {
this.cursor = (this.limit - v_5);
break lab2;
}
this.slice_from("יס");
}
break;
}
this.cursor = (this.limit - v_4);
if (!(this.r_R1())) {
break lab0;
}
this.slice_del();
break;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
this.cursor = (this.limit - v_1);
v_6 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(YiddishStemmer_a_5);
if ((among_var === 0)) {
break lab0;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_R1())) {
break lab0;
}
this.slice_del();
} else {
if (!(this.r_R1())) {
break lab0;
}
if (!(this.in_grouping_b(YiddishStemmer_g_consonant))) {
break lab0;
}
this.slice_del();
}
}
this.cursor = (this.limit - v_6);
v_7 = (this.limit - this.cursor);
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(YiddishStemmer_a_6);
if ((among_var === 0)) {
break lab0;
}
this.bra = this.cursor;
if ((among_var === 1)) {
if (!(this.r_R1())) {
break lab0;
}
this.slice_del();
}
}
this.cursor = (this.limit - v_7);
v_8 = (this.limit - this.cursor);
lab0: {
while (true) {
v_9 = (this.limit - this.cursor);
lab1: {
while (true) {
v_10 = (this.limit - this.cursor);
lab2: {
this.ket = this.cursor;
while (true) {
lab3: {
if (!(this.eq_s_b("GE"))) {
break lab3;
}
break;
}
if (!(this.eq_s_b("TSU"))) {
break lab2;
}
break;
}
this.bra = this.cursor;
this.slice_del();
this.cursor = (this.limit - v_10);
break;
}
this.cursor = (this.limit - v_10);
if ((this.cursor <= this.limit_backward)) {
break lab1;
}
this.cursor -= 1;
}
continue;
}
this.cursor = (this.limit - v_9);
break;
}
}
this.cursor = (this.limit - v_8);
return true;
}
stem() {
let v_1;
this.r_prelude();
v_1 = this.cursor;
this.r_mark_regions();
this.cursor = v_1;
this.limit_backward = this.cursor;
this.cursor = this.limit;
this.r_standard_suffix();
this.cursor = this.limit_backward;
return true;
}
}
const KINDS = { "ar": ArabicStemmer, "hy": ArmenianStemmer, "eu": BasqueStemmer, "ca": CatalanStemmer, "da": DanishStemmer, "nl": DutchStemmer, "en": EnglishStemmer, "eo": EsperantoStemmer, "et": EstonianStemmer, "fi": FinnishStemmer, "fr": FrenchStemmer, "de": GermanStemmer, "el": GreekStemmer, "hi": HindiStemmer, "hu": HungarianStemmer, "id": IndonesianStemmer, "ga": IrishStemmer, "it": ItalianStemmer, "lt": LithuanianStemmer, "ne": NepaliStemmer, "no": NorwegianStemmer, "nb": NorwegianStemmer, "nn": NorwegianStemmer, "pl": PolishStemmer, "pt": PortugueseStemmer, "ro": RomanianStemmer, "ru": RussianStemmer, "sr": SerbianStemmer, "es": SpanishStemmer, "sv": SwedishStemmer, "ta": TamilStemmer, "tr": TurkishStemmer, "yi": YiddishStemmer };
const made = new Map();
/** The stem of a folded word; the word itself in a language (a primary subtag) without an algorithm. */
export function stemOf(word: string, language: string): string {
  if (!Object.hasOwn(KINDS, language)) return word;
  let stemmer = made.get(language);
  if (!stemmer) made.set(language, (stemmer = new KINDS[language]()));
  return stemmer.stemWord(word);
}
